import { createClient } from "@/lib/supabase";
import { byAuthor } from "@/lib/shelf";

export default async function Page() {
  const supabase = await createClient();
  const { data: books } = await supabase.from("books").select("id, title, author").limit(50);
  return (
    <ul>
      {byAuthor(books ?? []).map((book) => (
        <li key={book.id}>{book.title}</li>
      ))}
    </ul>
  );
}
