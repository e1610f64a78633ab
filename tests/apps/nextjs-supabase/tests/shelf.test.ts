import { expect, test } from "vitest";
import { byAuthor } from "../lib/shelf";

test("books are sorted by their author", () => {
  const books = [
    { id: "1", title: "Emma", author: "Austen" },
    { id: "2", title: "Walden", author: "Thoreau" },
  ];
  expect(byAuthor([books[1], books[0]])).toEqual(books);
});

test("the shelf that is sorted stays as it was", () => {
  const books = [
    { id: "2", title: "Walden", author: "Thoreau" },
    { id: "1", title: "Emma", author: "Austen" },
  ];
  byAuthor(books);
  expect(books[0].id).toBe("2");
});
