CREATE TABLE "attachment_readings" (
	"attachment_id" uuid PRIMARY KEY NOT NULL,
	"reading" jsonb,
	"unreadable" text,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attachment_readings_either" CHECK (("attachment_readings"."reading" is null) <> ("attachment_readings"."unreadable" is null)),
	CONSTRAINT "attachment_readings_unreadable" CHECK ("attachment_readings"."unreadable" in ('scanned', 'locked', 'broken', 'heavy'))
);
--> statement-breakpoint
ALTER TABLE "attachment_readings" ADD CONSTRAINT "attachment_readings_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE cascade ON UPDATE no action;