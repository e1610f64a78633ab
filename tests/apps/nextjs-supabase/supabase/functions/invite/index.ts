import { createClient } from "https://esm.sh/@supabase/supabase-js@2";
import { corsHeaders } from "../_shared/cors.ts";

Deno.serve(async (request) => {
  if (request.method === "OPTIONS") return new Response("ok", { headers: corsHeaders });
  const supabase = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_ANON_KEY")!, {
    global: { headers: { Authorization: request.headers.get("Authorization")! } },
  });
  const { data } = await supabase.auth.getUser();
  if (!data.user) return new Response("unauthorized", { status: 401, headers: corsHeaders });
  const { email } = await request.json();
  await supabase.from("invitations").insert({ email, invited_by: data.user.id });
  return new Response(JSON.stringify({ ok: true }), { headers: { ...corsHeaders, "Content-Type": "application/json" } });
});
