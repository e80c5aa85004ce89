CREATE TABLE "reading_faults" (
	"attachment_id" uuid NOT NULL,
	"label" text NOT NULL,
	"reader" integer NOT NULL,
	"reported_by" uuid NOT NULL,
	"reported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reading_faults_attachment_id_label_reader_pk" PRIMARY KEY("attachment_id","label","reader"),
	CONSTRAINT "reading_faults_label" CHECK ("reading_faults"."label" in ('contractNumber', 'partyA', 'partyB', 'signedOn', 'orderAmount', 'voucherAmount', 'selfPaid', 'invoiceNumber', 'invoiceCode', 'issuedOn', 'invoiceTotal', 'seller', 'buyer'))
);
--> statement-breakpoint
ALTER TABLE "reading_faults" ADD CONSTRAINT "reading_faults_attachment_id_attachments_id_fk" FOREIGN KEY ("attachment_id") REFERENCES "public"."attachments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading_faults" ADD CONSTRAINT "reading_faults_reported_by_accounts_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;