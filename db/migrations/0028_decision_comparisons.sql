CREATE TABLE "decision_comparisons" (
	"order_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"papers" jsonb NOT NULL,
	CONSTRAINT "decision_comparisons_order_id_seq_pk" PRIMARY KEY("order_id","seq")
);
--> statement-breakpoint
ALTER TABLE "decision_comparisons" ADD CONSTRAINT "decision_comparisons_event" FOREIGN KEY ("order_id","seq") REFERENCES "public"."order_events"("subject_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER decision_comparisons_append_only BEFORE UPDATE OR DELETE ON decision_comparisons FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER decision_comparisons_no_truncate BEFORE TRUNCATE ON decision_comparisons FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
