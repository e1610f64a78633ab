export type Book = { id: string; title: string; author: string };

export function byAuthor(books: Book[]): Book[] {
  return [...books].sort((a, b) => a.author.localeCompare(b.author));
}
