-- A draft belongs to the organization that prepares it. Of several people's drafts of one step the latest stays; its files and theirs stay with it.
ALTER TABLE "drafts" ADD COLUMN "organization_id" uuid;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "authors" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "begun_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
UPDATE drafts SET
  begun_at = drafts.updated_at,
  organization_id = accounts.organization_id,
  authors = (
    SELECT coalesce(jsonb_object_agg(field.key, jsonb_build_object(
      'accountId', accounts.id, 'name', accounts.name,
      'at', to_char(drafts.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '{}')
    FROM jsonb_each(drafts.values) AS field
    WHERE field.value NOT IN ('""', '[]', 'null'))
FROM accounts WHERE accounts.id = drafts.account_id;--> statement-breakpoint
UPDATE drafts SET attachment_ids = (
  SELECT array_agg(DISTINCT file) FROM drafts AS other, unnest(other.attachment_ids) AS file
  WHERE other.subject_id = drafts.subject_id AND other.organization_id = drafts.organization_id)
WHERE EXISTS (
  SELECT FROM drafts AS other WHERE other.subject_id = drafts.subject_id
    AND other.organization_id = drafts.organization_id AND other.account_id <> drafts.account_id
    AND cardinality(other.attachment_ids) > 0);--> statement-breakpoint
DELETE FROM drafts WHERE organization_id IS NULL OR EXISTS (
  SELECT FROM drafts AS other WHERE other.subject_id = drafts.subject_id AND other.organization_id = drafts.organization_id
    AND (other.updated_at, other.account_id) > (drafts.updated_at, drafts.account_id));--> statement-breakpoint
ALTER TABLE "drafts" ALTER COLUMN "organization_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" DROP CONSTRAINT "drafts_subject_id_account_id_pk";--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_subject_id_organization_id_pk" PRIMARY KEY("subject_id","organization_id");--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drafts_organization" ON "drafts" USING btree ("organization_id");--> statement-breakpoint
-- An organization prepares one draft an order: a busy one has some dozens.
UPDATE quotas SET quotas = quotas || '{"drafts": {"open": 1000, "begunADay": 300}}';
