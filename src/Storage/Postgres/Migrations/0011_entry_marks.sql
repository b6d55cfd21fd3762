-- online

-- step
-- Recognizes the entry of Jobvite's candidate list that an application came with, so that an unchanged one need not be read
-- (docs/adr/0019). 16 bytes; NULL where the next full run is to fill it in.
ALTER TABLE applications ADD COLUMN entry_mark bytea;
