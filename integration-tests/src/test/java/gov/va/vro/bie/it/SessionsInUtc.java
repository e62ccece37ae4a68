package gov.va.vro.bie.it;

import gov.va.vro.bie.it.faces.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts every session that begins into UTC, and ends those of persisters that have begun before. The driver asks for the
 * zone of its JVM at the start of each, which wins over whatever the server, the database or the role is set to; a
 * trigger on login comes after that.
 */
final class SessionsInUtc implements AutoCloseable {

    private static final Pattern ASKED = Pattern.compile("a session asked for (\\S+)");

    private final Database superuser;
    private final Path log;

    private SessionsInUtc(Pipeline pipeline) throws IOException {
        superuser = pipeline.databaseAsSuperuser();
        log = pipeline.stack().logs().resolve("postgresql.log");
    }

    static SessionsInUtc of(Pipeline pipeline) throws IOException, SQLException {
        var sessions = new SessionsInUtc(pipeline);
        // What a test that was killed has left in a stack.
        sessions.close();
        sessions.execute("""
                CREATE FUNCTION public.it_in_utc() RETURNS event_trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE LOG 'a session asked for %', current_setting('TimeZone');
                    PERFORM set_config('TimeZone', 'UTC', false);
                END $$;
                CREATE EVENT TRIGGER it_in_utc ON login EXECUTE FUNCTION public.it_in_utc();
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'persister';
                """);
        return sessions;
    }

    /** The zones that sessions would have had. */
    Set<String> askedFor() throws IOException {
        return ASKED.matcher(Files.readString(log))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() throws SQLException {
        execute("DROP EVENT TRIGGER IF EXISTS it_in_utc; DROP FUNCTION IF EXISTS public.it_in_utc()");
    }

    private void execute(String statements) throws SQLException {
        try (var session = superuser.connect();
                var executing = session.createStatement()) {
            executing.execute(statements);
        }
    }
}
