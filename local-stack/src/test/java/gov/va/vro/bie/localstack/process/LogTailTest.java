package gov.va.vro.bie.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogTailTest {

    @Test
    void isTheLastLines() {
        assertThat(LogTail.last("a\nb\nc\n", 2)).isEqualTo("b\nc");
    }

    @Test
    void isAllThereIsOfAShortLog() {
        assertThat(LogTail.last("a\n", 5)).isEqualTo("a");
    }

    @Test
    void isEmptyWithoutALog() {
        assertThat(LogTail.of(Path.of("/nowhere/at/all"), 5)).isEmpty();
    }
}
