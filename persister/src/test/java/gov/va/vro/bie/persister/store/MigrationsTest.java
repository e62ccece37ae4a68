package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private static final Path MIGRATIONS = Path.of("src", "main", "resources", "db", "migration");

    /** A released migration never changes: a database that has run it would refuse to start. Write the next one. */
    @Test
    void areImmutable() throws Exception {
        var digests = new TreeMap<String, String>();
        try (var migrations = Files.list(MIGRATIONS)) {
            for (var migration : migrations.toList()) {
                var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(migration));
                digests.put(migration.getFileName().toString(), HexFormat.of().formatHex(digest, 0, 8));
            }
        }

        assertThat(digests)
                .containsExactly(
                        entry("V1__events_and_diagnostic_codes.sql", "522d483e87f40f8e"),
                        entry("V2__ledger.sql", "c92534d2fa7d7d4a"),
                        entry("V3__event_fields.sql", "3639e1b578ef63a6"));
    }
}
