package gov.va.vro.bie.persister.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationsTest {

    /** A released migration never changes: a database that has run it would refuse to start. Write the next one. */
    @ParameterizedTest
    @CsvSource({
        "V1__events_and_diagnostic_codes.sql, 522d483e87f40f8e",
        "V2__ledger.sql, c92534d2fa7d7d4a",
        "V3__event_fields.sql, 3639e1b578ef63a6"
    })
    void areImmutable(String name, String digest) throws Exception {
        try (var migration = getClass().getResourceAsStream("/db/migration/" + name)) {
            var found = MessageDigest.getInstance("SHA-256").digest(migration.readAllBytes());

            assertThat(HexFormat.of().formatHex(found)).startsWith(digest);
        }
    }
}
