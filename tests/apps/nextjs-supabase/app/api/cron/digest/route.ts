import { NextRequest, NextResponse } from "next/server";
import { admin } from "@/lib/supabase";

const secret = process.env.CRON_SECRET || "bookshelf-cron";

export async function GET(request: NextRequest) {
  if (request.headers.get("authorization") !== `Bearer ${secret}`) {
    return NextResponse.json({ error: "unauthorized" }, { status: 401 });
  }
  const { data: readers } = await admin().from("readers").select("id, email");
  return NextResponse.json({ sent: readers?.length ?? 0 });
}
