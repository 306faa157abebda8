-- Full-text search over ended calls. Words are stemmed and none is left out, as in SQLite's index.

CREATE TEXT SEARCH DICTIONARY calltracker_stems (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION calltracker_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION calltracker_words
  ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part WITH calltracker_stems;

-- As the asking role, so that row-level security holds through it.
CREATE VIEW call_texts WITH (security_invoker = true) AS
SELECT t.number, t.words,
       right(t.logged, 10) || ' ' || right(t.logged, 7) || ' ' || right(t.logged, 4) || ' ' ||
       left(right(t.logged, 10), 3) || ' ' || right(t.heard, 10) || ' ' || right(t.heard, 7) || ' ' ||
       right(t.heard, 4) || ' ' || left(right(t.heard, 10), 3) AS phones
FROM (
  SELECT c.number,
         concat_ws(' ', d.record ->> 'callerName', d.record ->> 'agentName', d.record ->> 'note',
           r.result #>> '{caller,name}', r.result #>> '{caller,company}', r.result #>> '{rep,name}',
           r.result #>> '{rep,rosterName}', r.result #>> '{callContext,needSummary}',
           (SELECT string_agg(turn.value ->> 'text', ' ' ORDER BY turn.ordinality)
            FROM json_array_elements(d.turns) WITH ORDINALITY turn)) AS words,
         regexp_replace(coalesce(d.record ->> 'callerNumber', ''), '[^0-9]', '', 'g') AS logged,
         regexp_replace(coalesce(r.result #>> '{caller,phone}', ''), '[^0-9]', '', 'g') AS heard
  FROM calls c
  JOIN call_records d ON d.call_number = c.number
  LEFT JOIN call_results r ON r.call_number = c.number
) t;

CREATE TABLE call_words (
  call_number BIGINT PRIMARY KEY REFERENCES calls (number) ON DELETE CASCADE,
  words       TSVECTOR NOT NULL
);
CREATE INDEX call_words_by_word ON call_words USING gin (words);
ALTER TABLE call_words ENABLE ROW LEVEL SECURITY;

INSERT INTO call_words (call_number, words)
SELECT t.number, to_tsvector('calltracker_words', t.words || ' ' || t.phones)
FROM calls c JOIN call_texts t ON t.number = c.number WHERE c.status <> 'pending';
