package gov.va.vro.bie.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.Part;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {

    @TempDir
    private Path directory;

    private Transcript transcript;

    @BeforeEach
    void begin() {
        transcript = new Transcript(directory.resolve("start"));
        transcript.begin();
    }

    @Test
    void hasNoOutcomeWhileTheStartGoesOn() {
        transcript.starting(Part.KAFKA);

        assertThat(Transcript.outcome(transcript.text())).isEmpty();
    }

    @Test
    void tellsThatAllIsUp() {
        transcript.started(Part.KAFKA, Duration.ofMillis(1234));
        transcript.up();

        assertThat(transcript.text()).startsWith("  Kafka answers after 1.2 s\n");
        assertThat(Transcript.outcome(transcript.text()).orElseThrow().failure())
                .isEmpty();
    }

    @Test
    void tellsWhyTheStartFailed() {
        transcript.starting(Part.KAFKA);
        transcript.failed("Kafka did not start\nup");

        assertThat(Transcript.outcome(transcript.text()).orElseThrow().failure())
                .contains("Kafka did not start\nup");
    }

    @Test
    void takesNoDetailForAnOutcome() {
        transcript.detail("up");

        assertThat(Transcript.outcome(transcript.text())).isEmpty();
    }
}
