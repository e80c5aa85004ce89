DROP INDEX "orders_facts";--> statement-breakpoint
CREATE FUNCTION contract_number_tokens(number text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN regexp_split_to_array(lower(number), '[^a-z0-9_-]+');
--> statement-breakpoint
-- The tokens of number, product and parties; P, O, V and A in yuan without zeros at the end; the contract's number.
CREATE FUNCTION order_facts_of(placed orders) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT placed.tokens || array[
		trim_scale(nullif(placed.list_price_fen, 0) / 100.0)::text,
		trim_scale(nullif(placed.order_amount_fen, 0) / 100.0)::text,
		trim_scale(nullif(placed.voucher_amount_fen, 0) / 100.0)::text,
		trim_scale((placed.claim ->> 'actualAmountFen')::bigint / 100.0)::text
	] || contract_number_tokens(placed.contract ->> 'number')
$$;
--> statement-breakpoint
-- A word as the index has it. A word of more than 2046 bytes has no place in it, so of a longer one its beginning stands and is asked
-- for. A space stands for the empty word, which a contract's number has that begins or ends with other characters.
CREATE FUNCTION indexed_word(word text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN coalesce(nullif(left(word, 511), ''), ' ');
--> statement-breakpoint
-- A set of words in the order of their bytes: arrays of texts are compared by the rules of a language.
CREATE FUNCTION words_in(facts text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN (SELECT array_to_tsvector(array_agg(indexed_word(fact))) FROM unnest(facts) AS fact WHERE fact IS NOT NULL);
--> statement-breakpoint
-- All of these words, each as it is written.
CREATE FUNCTION all_words(words text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN (SELECT string_agg('''' || replace(replace(indexed_word(word), '\', '\\'), '''', '''''') || '''', ' & ')::tsquery
		FROM unnest(words) AS word);
--> statement-breakpoint
CREATE TABLE "order_facts" (
	"order_id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"institution_id" uuid NOT NULL,
	"enterprise_id" uuid NOT NULL,
	"park_id" uuid NOT NULL,
	"state" text NOT NULL,
	"words" "tsvector" NOT NULL,
	"room" text DEFAULT repeat(' ', 2000) NOT NULL
);
--> statement-breakpoint
-- The words lie beside the rows, which a search passes by the ten thousand: so PostgreSQL does with what is not compressed in a row
-- of more than 2 kB. The room makes each row as large, and is compressed to some bytes in it. A
-- tenth of each page is left free: a change of state then finds its place on the page, and writes no index.
ALTER TABLE "order_facts" ALTER COLUMN "words" SET STORAGE EXTERNAL, ALTER COLUMN "room" SET STORAGE MAIN, ALTER COLUMN "room" SET COMPRESSION pglz, SET (toast_tuple_target = 128, fillfactor = 90);
--> statement-breakpoint
-- What a search asks of an order, and its parties as words of their own, each with what it is in the order, so that an asker's own
-- orders are found among all by the index.
CREATE FUNCTION searched_row(placed orders)
	RETURNS TABLE (order_id uuid, number text, placed_at timestamptz, institution_id uuid, enterprise_id uuid, park_id uuid, state text, words tsvector)
	LANGUAGE sql STABLE ROWS 1
AS $$
	SELECT placed.id, placed.number, placed.placed_at, placed.institution_id, placed.enterprise_id, placed.park_id, placed.state,
		words_in(order_facts_of(placed)
			|| array['institution:' || placed.institution_id, 'enterprise:' || placed.enterprise_id, 'park:' || placed.park_id])
$$;
--> statement-breakpoint
INSERT INTO order_facts (order_id, number, placed_at, institution_id, enterprise_id, park_id, state, words)
	SELECT searched.* FROM orders, searched_row(orders) AS searched;
--> statement-breakpoint
ALTER TABLE "order_facts" ADD CONSTRAINT "order_facts_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_facts_words" ON "order_facts" USING gin ("words");--> statement-breakpoint
-- The row follows its order, whoever writes it, and is made anew where it is missing. A step that changes no fact writes no word, and
-- no index.
CREATE FUNCTION keep_order_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO order_facts (order_id, number, placed_at, institution_id, enterprise_id, park_id, state, words)
		SELECT searched.* FROM searched_row(NEW) AS searched
		ON CONFLICT (order_id) DO UPDATE SET (number, placed_at, institution_id, enterprise_id, park_id, state, words) =
			(excluded.number, excluded.placed_at, excluded.institution_id, excluded.enterprise_id, excluded.park_id, excluded.state, excluded.words);
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_order_facts_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE order_facts SET state = NEW.state WHERE order_id = NEW.id AND state <> NEW.state; -- with a changed fact it is set already
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER orders_keep_new_facts AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION keep_order_facts();
--> statement-breakpoint
CREATE TRIGGER orders_keep_changed_facts AFTER UPDATE ON orders FOR EACH ROW
	WHEN ((OLD.tokens, OLD.list_price_fen, OLD.order_amount_fen, OLD.voucher_amount_fen, OLD.claim ->> 'actualAmountFen', OLD.contract ->> 'number', OLD.number, OLD.placed_at, OLD.institution_id, OLD.enterprise_id, OLD.park_id)
		IS DISTINCT FROM (NEW.tokens, NEW.list_price_fen, NEW.order_amount_fen, NEW.voucher_amount_fen, NEW.claim ->> 'actualAmountFen', NEW.contract ->> 'number', NEW.number, NEW.placed_at, NEW.institution_id, NEW.enterprise_id, NEW.park_id))
	EXECUTE FUNCTION keep_order_facts();
--> statement-breakpoint
CREATE TRIGGER orders_keep_changed_state AFTER UPDATE ON orders FOR EACH ROW
	WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION keep_order_facts_state();
--> statement-breakpoint
-- The orders that have all the words, at most so many of them, always by the index of words: PostgreSQL cannot know which words are
-- rare, and along another index or from end to end a rare one takes seconds. A null asks for nothing.
CREATE FUNCTION orders_with_words(asked text[], in_states text[], at_most integer)
	RETURNS TABLE (order_id uuid, number text, placed_at timestamptz, institution_id uuid, enterprise_id uuid, park_id uuid, state text)
	LANGUAGE sql STABLE ROWS 100 SET enable_seqscan = off SET enable_indexscan = off
AS $$
	SELECT f.order_id, f.number, f.placed_at, f.institution_id, f.enterprise_id, f.park_id, f.state FROM order_facts f
	WHERE f.words @@ all_words(asked) AND (in_states IS NULL OR f.state = any(in_states)) LIMIT at_most
$$;
--> statement-breakpoint
-- How many such orders each state has, of one party by what it is in the order, and placed in some time: counted in one pass.
CREATE FUNCTION count_orders_with_words(asked text[], of_role text, of_party uuid, placed_from timestamptz, placed_before timestamptz)
	RETURNS TABLE (state text, count bigint) LANGUAGE sql STABLE ROWS 10 SET enable_seqscan = off SET enable_indexscan = off
AS $$
	SELECT f.state, count(*) FROM order_facts f
	WHERE f.words @@ all_words(asked) AND (of_role IS NULL
			OR of_party = CASE of_role WHEN 'institution' THEN f.institution_id WHEN 'enterprise' THEN f.enterprise_id WHEN 'park' THEN f.park_id END)
		AND (placed_from IS NULL OR f.placed_at >= placed_from) AND (placed_before IS NULL OR f.placed_at < placed_before)
	GROUP BY f.state
$$;
