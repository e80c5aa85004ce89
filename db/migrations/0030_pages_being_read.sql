CREATE TABLE "attachment_pages" (
	"attachment_id" uuid NOT NULL,
	"reader" integer NOT NULL,
	"number" integer NOT NULL,
	"page" jsonb NOT NULL,
	"pages_in_all" integer NOT NULL,
	CONSTRAINT "attachment_pages_place" PRIMARY KEY("attachment_id","reader","number"),
	CONSTRAINT "attachment_pages_number" CHECK ("attachment_pages"."number" between 1 and "attachment_pages"."pages_in_all")
);
--> statement-breakpoint
ALTER TABLE "attachment_readings" DROP CONSTRAINT "attachment_readings_unreadable";--> statement-breakpoint
ALTER TABLE "attachment_pages" ADD CONSTRAINT "attachment_pages_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachment_readings_reader" ON "attachment_readings" USING btree ("reader");--> statement-breakpoint
CREATE INDEX "attachment_readings_no_models" ON "attachment_readings" USING btree ("read_at") WHERE "attachment_readings"."unreadable" = 'noModels';--> statement-breakpoint
ALTER TABLE "attachment_readings" ADD CONSTRAINT "attachment_readings_unreadable" CHECK ("attachment_readings"."unreadable" in ('scanned', 'locked', 'broken', 'heavy', 'noModels'));