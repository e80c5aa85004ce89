-- Tasks that have all the words, at most so many of them, always by the index of words, as `orders_with_words` does for orders.
CREATE FUNCTION tasks_with_words(asked text[], at_most integer) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 100
	SET enable_seqscan = off SET enable_indexscan = off
AS $$
	SELECT id FROM tasks WHERE tokens @> asked LIMIT at_most
$$;
