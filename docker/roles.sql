-- The roles that the compose file's services log in as, with passwords from the environment of psql; they are given
-- their privileges by "persister migrate". \getenv takes psql 15 or newer, whatever the server is.
\getenv persister_password PERSISTER_PASSWORD
\getenv ledger_password LEDGER_PASSWORD

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['bie_persister', 'bie_ledger']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE bie_persister PASSWORD :'persister_password';
ALTER ROLE bie_ledger PASSWORD :'ledger_password';
