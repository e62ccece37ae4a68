package gov.va.vro.bie.connect.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The part of {@code docs/configuration.md} that a plugin's ConfigDef writes: what stands between its two marks. The
 * rest of the page is written by hand.
 *
 * <p>A test of the plugin compares the page with the code, so that neither changes without the other; with the system
 * property {@code write} it rewrites the page first. This class is compiled into the tests of each plugin, because
 * neither plugin knows the other.
 */
public final class ConfigurationReference {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String COMMAND =
            "mvn -pl notified-at-smt,rabbitmq-sink-connector test -Dtest=ConfigurationReferenceTest -Dwrite";

    private final String begin;
    private final String end;
    private final String tables;

    /** @param plugin as the marks name it */
    public ConfigurationReference(String plugin, ConfigDef definition) {
        this.begin = "<!-- settings of the " + plugin + ": written by a test, see CONTRIBUTING.md -->\n";
        this.end = "<!-- end of the settings of the " + plugin + " -->\n";
        this.tables = "\n" + new SettingsTable(definition).markdown() + "\n";
    }

    /** Fails when the page says anything else than the code, with the command that rewrites it. */
    public void assertCurrent() throws IOException {
        String page = Files.readString(PAGE);
        int from = positionOf(begin, page) + begin.length();
        int to = positionOf(end, page);
        if (Boolean.getBoolean("write")) {
            Files.writeString(PAGE, page.substring(0, from) + tables + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to).lines())
                .as("docs/configuration.md is not what the code defines. Rewrite it with%n%n    %s%n", COMMAND)
                .containsExactlyElementsOf(tables.lines().toList());
    }

    private static int positionOf(String mark, String page) {
        assertThat(page).as("docs/configuration.md").containsOnlyOnce(mark);
        return page.indexOf(mark);
    }
}
