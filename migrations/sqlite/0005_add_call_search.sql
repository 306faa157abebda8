-- Full-text search over ended calls. The index holds no text of its own: what was indexed is what `call_texts` says, so
-- a call has to be taken out of the index before its texts, or its state, change.

CREATE VIEW call_texts AS
SELECT t.number, t.job, t.transcript, t.names,
       substr(t.logged, -10) || ' ' || substr(t.logged, -7) || ' ' || substr(t.logged, -4) || ' ' ||
       substr(t.logged, -10, 3) || ' ' || substr(t.heard, -10) || ' ' || substr(t.heard, -7) || ' ' ||
       substr(t.heard, -4) || ' ' || substr(t.heard, -10, 3) AS phones
FROM (
  SELECT c.number AS number,
         'j' || c.job_number AS job,
         (SELECT group_concat(turn.value ->> '$.text', ' ') FROM json_each(d.turns) turn) AS transcript,
         coalesce(d.record ->> '$.callerName', '') || ' ' || coalesce(d.record ->> '$.agentName', '') || ' ' ||
         coalesce(d.record ->> '$.note', '') || ' ' || coalesce(r.result ->> '$.caller.name', '') || ' ' ||
         coalesce(r.result ->> '$.caller.company', '') || ' ' || coalesce(r.result ->> '$.rep.name', '') || ' ' ||
         coalesce(r.result ->> '$.rep.rosterName', '') || ' ' ||
         coalesce(r.result ->> '$.callContext.needSummary', '') AS names,
         replace(replace(replace(replace(replace(replace(coalesce(d.record ->> '$.callerNumber', ''),
           ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', '') AS logged,
         replace(replace(replace(replace(replace(replace(coalesce(r.result ->> '$.caller.phone', ''),
           ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', '') AS heard
  FROM calls c
  JOIN call_records d ON d.call_number = c.number
  LEFT JOIN call_results r ON r.call_number = c.number
) t;

CREATE VIRTUAL TABLE call_index USING fts5(job, transcript, names, phones,
  content = 'call_texts', content_rowid = 'number', columnsize = 0,
  tokenize = 'porter unicode61 remove_diacritics 2');

INSERT INTO call_index (rowid, job, transcript, names, phones)
SELECT t.number, t.job, t.transcript, t.names, t.phones
FROM calls c JOIN call_texts t ON t.number = c.number WHERE c.status <> 'pending';
