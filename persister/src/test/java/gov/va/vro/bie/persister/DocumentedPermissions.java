package gov.va.vro.bie.persister;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the persister's user may do at the broker, as README.md says it. */
public final class DocumentedPermissions {

    private DocumentedPermissions() {}

    /** The arguments of {@code rabbitmqctl}. */
    public static String[] command(String user) throws IOException {
        var command = Pattern.compile("rabbitmqctl set_permissions bie_persister '(.+)' '(.+)' '(.+)'")
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(command.find()).isTrue();
        return new String[] {"set_permissions", user, command.group(1), command.group(2), command.group(3)};
    }
}
