CREATE TABLE "holiday_notices" (
	"year" integer PRIMARY KEY NOT NULL,
	"document" text DEFAULT '' NOT NULL,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quotas" (
	"in_force_from" date PRIMARY KEY NOT NULL,
	"quotas" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "attachments_uploaded" ON "attachments" USING btree ("uploaded_by","uploaded_at");--> statement-breakpoint
CREATE INDEX "attachments_loose_uploader" ON "attachments" USING btree ("uploaded_by") WHERE "attachments"."subject_id" is null;
--> statement-breakpoint
-- A form of a redemption holds up to 20 files of 5 MiB; a person sends some of them a day, an organization some hundreds.
INSERT INTO quotas (in_force_from, quotas) VALUES ('2000-01-01', '{
  "account": {"filesAMinute": 300, "filesADay": 2000, "bytesADay": 2147483648, "looseFiles": 1000, "looseBytes": 1073741824},
  "organization": {"filesAMinute": 600, "filesADay": 5000, "bytesADay": 5368709120, "looseFiles": 2500, "looseBytes": 2684354560}
}');
--> statement-breakpoint
INSERT INTO holiday_notices (year) SELECT DISTINCT extract(year FROM day)::integer FROM calendar_days;
