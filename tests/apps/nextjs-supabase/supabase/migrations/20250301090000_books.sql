create table public.books (
  id uuid primary key default gen_random_uuid(),
  owner uuid not null references auth.users (id),
  title text not null,
  author text not null
);

alter table public.books enable row level security;

create policy "owners read their books" on public.books for select using (owner = auth.uid());
