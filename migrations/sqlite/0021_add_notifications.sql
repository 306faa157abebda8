-- What processes at this file tell each other. A row lives until a thousand others followed it: whoever is further
-- behind learns that something was missed.
CREATE TABLE notifications (
  number  INTEGER PRIMARY KEY,
  channel TEXT    NOT NULL,
  payload TEXT    NOT NULL,
  sender  INTEGER NOT NULL
);

CREATE TRIGGER drop_old_notifications AFTER INSERT ON notifications BEGIN
  DELETE FROM notifications WHERE number <= new.number - 1000;
END;
