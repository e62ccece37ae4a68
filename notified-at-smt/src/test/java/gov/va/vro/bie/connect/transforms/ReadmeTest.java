package gov.va.vro.bie.connect.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the README's table of settings to what the transform defines. */
class ReadmeTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| `(?<name>[a-z.]+)` \\| `(?<default>[^`]*)` \\|", Pattern.MULTILINE);

    private final String readme = read(Path.of("README.md"));

    @Test
    void namesEverySettingWithItsDefault() {
        Map<String, String> documented = new TreeMap<>();
        ROW.matcher(readme).results().forEach(row -> documented.put(row.group(1), row.group(2)));

        Map<String, String> defined = new TreeMap<>();
        NotifiedAt.CONFIG_DEF.configKeys().forEach((name, key) -> defined.put(name, String.valueOf(key.defaultValue)));

        assertThat(documented).isEqualTo(defined);
    }

    @Test
    void namesTheClassThatConnectLoads() {
        assertThat(readme).contains("\"" + NotifiedAt.Value.class.getName() + "\"");
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new AssertionError(path.toAbsolutePath() + " cannot be read", e);
        }
    }
}
