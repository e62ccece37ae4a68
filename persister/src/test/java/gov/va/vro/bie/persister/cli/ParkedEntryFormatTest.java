package gov.va.vro.bie.persister.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ParkedEntryFormatTest {

    @Test
    void givesBackWhatWasWrittenHoweverLong() throws Exception {
        var entry = new ParkedEntry(
                UUID.fromString("ffffffff-ffff-8fff-bfff-fffffffffffe"),
                "contention-updated",
                "T-0-9223372036854775807",
                Instant.parse("2024-06-12T19:29:00.123456789Z"),
                "é\u0000".repeat(50_000),
                3,
                Long.MAX_VALUE,
                ParkedState.DISCARDED);
        var written = new ByteArrayOutputStream();

        new ParkedEntryFormat().write(entry, new DataOutputStream(written));

        assertThat(new ParkedEntryFormat().read(new DataInputStream(new ByteArrayInputStream(written.toByteArray()))))
                .isEqualTo(entry);
    }
}
