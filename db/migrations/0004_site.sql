CREATE TABLE "sites" (
	"in_force_from" date PRIMARY KEY NOT NULL,
	"site" jsonb NOT NULL
);

--> statement-breakpoint
-- What pages say until an administrator enters the scheme's own: the registration numbers are not given yet.
INSERT INTO sites (in_force_from, site) VALUES ('2000-01-01', '{
  "hotline": "0371-5550 0126",
  "hotlineHours": {"zh": "工作日 9:00–12:00，13:30–17:30", "en": "working days 9:00–12:00, 13:30–17:30"},
  "organizer": {"zh": "郑州高新技术产业开发区管理委员会", "en": "Administration of the Zhengzhou High-tech Zone"},
  "undertaker": {"zh": "创新协同中心", "en": "Innovation Collaboration Center"},
  "siteCode": "", "icp": "", "publicSecurity": ""
}');
