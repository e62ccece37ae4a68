package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import gov.va.vro.bie.localstack.demo.Screen.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private static final String ESCAPE = "\033";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void writesWholePlainLinesWithoutATerminal() {
        var screen = screen(Style.of(false, Map.of("TERM", "xterm", "LANG", "en_US.UTF-8")));

        screen.now("half way");
        screen.done("Kafka", "127.0.0.1:9092", Duration.ofMillis(2_340));
        screen.failed("Connect", "no answer");
        screen.line(screen.bar(5, 10, 10));

        assertThat(written())
                .doesNotContain("half way", "\r")
                .matches("[\\x20-\\x7e\\n]*")
                .contains("ok     Kafka", "127.0.0.1:9092", "2.3 s\n", "FAILED Connect", "[#####.....]");
    }

    @Test
    void marksStepsOnATerminal() {
        screen(Style.of(true, Map.of("LANG", "C.UTF-8"))).done("Kafka", "", Duration.ZERO);

        assertThat(written()).contains(ESCAPE + "[32m✓" + ESCAPE + "[0m Kafka");
    }

    @Test
    void replacesTheChangingLineByTheNextOne() {
        var screen = screen(new Style(true, false, true));

        screen.now("half way");
        screen.line("done");

        assertThat(written()).isEqualTo("\r" + ESCAPE + "[Khalf way\r" + ESCAPE + "[Kdone\n");
    }

    @Test
    void hasNoColorWhereItIsNotWanted() {
        var style = Style.of(true, Map.of("NO_COLOR", "1", "LANG", "C.UTF-8"));

        assertThat(style).isEqualTo(new Style(true, false, true));
    }

    @Test
    void staysWithAsciiWhereTheLocaleDoes() {
        assertThat(Style.of(true, Map.of()).unicode()).isFalse();
        assertThat(Style.of(true, Map.of("LANG", "C.UTF-8", "LC_ALL", "C")).unicode())
                .isFalse();
        assertThat(Style.of(true, Map.of("LANG", "de_DE.utf8")).unicode()).isTrue();
    }

    @Test
    void takesADumbTerminalForNone() {
        assertThat(Style.of(true, Map.of("TERM", "dumb", "LANG", "C.UTF-8"))).isEqualTo(Style.PLAIN);
    }

    @Test
    void saysNumbersAndRatesForPeople() {
        assertThat(Screen.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Screen.rate(1_000, Duration.ofMillis(500))).isEqualTo("2,000/s");
        assertThat(Screen.rate(1_000, Duration.ZERO)).isEqualTo("0/s");
    }

    private Screen screen(Style style) {
        return new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), style);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
