/** Owns the words that histories repeat: what payloads are deflated with, so that they need not carry them. */

/**
 * The dictionary of the encoding `binary/crivo-2`. For ever as it is: a history deflated with it can't be read with
 * another one. A better one gets an encoding of its own. What is frequent stands at the end, where references to it are
 * short; what isn't in it is carried as usual.
 */
export const PAYLOAD_DICTIONARY = Buffer.from(
  [
    '"reason":"note":"deadline":"escalation":"expired","cancelled","closed","amendment":{"content":',
    '"undetermined","blocked","since":"deadline":"hold":{"action":"actions":["stockSeparation"],"outcome":"blocked",',
    '"risk-class-low","bureau-restrictions","situation-blocked","review-required","limit-expired","no-limit",',
    '"order-above-ceiling","average-delay","overdue-titles","limit-exceeded","terms-longer-than-customer",',
    '"no-history","spc-query-due","deps-report-old"],"submittedHash":"',
    '{"branch":"01","order":"","generation":0}{"action":"financialApproval","subject":"',
    '{"action":"stockSeparation","subject":"{"action":"invoicing","subject":"',
    '{"submission":{"content":{"customerKey":"cus_","origin":null,"seller":null,"totalCents":000,"payments":[',
    '{"modality":"cash","amountCents":00,"dueOn":[]},{"modality":"pix","amountCents":00,"dueOn":["2027-01-01"]},',
    '{"modality":"bankSlip","amountCents":50000,"dueOn":["2026-12-20"]}],"items":null,"note":null},"contentHash":"',
    '"customer":{"customerKey":"cus_","groupKey":"grp_","personType":"J","maskedDocument":".***/****-**",',
    '"sealedDocument":"","sealedName":null,"situation":"cleared","limit":{"kind":"amount","amountCents":,',
    '"validUntil":null},"limit":{"kind":"none"},"maxTermDays":null,"masteredAt":{"situation":null,"limit":null},',
    '"updatedAt":"2026-11-22T"},"subject":"{"action":"commercialApproval","subject":"',
    '{"decision":"dec_","outcome":"clear","restrictions":[],"submittedHash":"","state":{"status":"waiting",',
    '"stage":"financialApproval","hold":null,"awaits":"automatic"}}"hold":null,"awaits":"person"}}{"status":"done"}',
    '{"event":{"type":"judged","actions":["save"],"by":"automatic","outcome":"clear","amended":false,',
    '"actions":["commercialApproval"],"by":"person","outcome":"indicated","amended":false,"lowersExposure":false,',
    '"at":"2026-11-22T12:00:00.000Z","holdUntil":"2026-11-25T12:00:00.000Z","stages":{"commercialApproval":{',
    '"by":"person","demandsClear":false},"financialApproval":{"by":"person","demandsClear":false},',
    '"stockSeparation":{"by":"person","demandsClear":false},"invoicing":{"by":"automatic","demandsClear":false}}},',
    '"decision":"dec_","submittedHash":"","restrictions":["\n\u0016\n\bencoding\u0012\njson/plain\u0012',
  ].join(''),
);
