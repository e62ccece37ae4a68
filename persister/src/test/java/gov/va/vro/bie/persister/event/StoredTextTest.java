package gov.va.vro.bie.persister.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoredTextTest {

    @Test
    void replacesWhatPostgresRefuses() {
        assertThat(StoredText.clean("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(StoredText.clean("high \uD83D")).isEqualTo("high \uFFFD");
        assertThat(StoredText.clean("\uDE00 low")).isEqualTo("\uFFFD low");
    }

    @Test
    void leavesEverythingElseAsItIs() {
        var text = "knee \u00e9\u4e2d \uD83D\uDE00 \t\n";

        assertThat(StoredText.clean(text)).isEqualTo(text);
    }
}
