package gov.va.vro.bie.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StepsTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), Screen.Style.PLAIN);
    private final Steps steps = new Steps(screen);

    @Test
    void showsAStepThatIsDoneWithItsTime() throws InterruptedException {
        steps.step("Topics", () -> "5");

        assertThat(written()).matches("  ok     Topics +5 +0\\.\\d s\n");
    }

    @Test
    void showsAFailureInOneLineAndEndsByIt() {
        assertThatThrownBy(() -> steps.step("Schemas", () -> {
                    throw new IOException("HTTP 500\nwith details");
                }))
                .isInstanceOf(DemoException.class);

        assertThat(written()).matches("  FAILED Schemas +HTTP 500\n");
    }

    @Test
    void showsNothingMoreOnceASignalEndsTheDemo() throws InterruptedException {
        screen.mute("Ending");
        steps.step("Topics", () -> "5");

        assertThat(written()).isEqualTo("Ending\n");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
