package gov.va.vro.bie.persister.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void listsEverySettingAsItIs() throws Exception {
        var table = Arrays.stream(Setting.values())
                .map(setting -> "| `%s` | %s | %s | %s |%n"
                        .formatted(
                                setting,
                                setting.expected(),
                                setting.defaultValue()
                                        .map(value -> "`" + value + "`")
                                        .orElse(setting.isOptional() ? "none" : "must be given"),
                                setting.meaning()))
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }
}
