package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Configuration files with {@code @NAME@} where a value goes. */
final class Templates {

    private Templates() {}

    /** Fills the template of that name in, and writes it to {@code target}, readable by its owner only. */
    static Path write(String name, Map<String, Object> values, Path target) throws IOException {
        PrivateFiles.write(target, fill(name, values));
        return target;
    }

    /** The text of the template of that name, filled in. */
    static String fill(String name, Map<String, Object> values) throws IOException {
        try (var in = Templates.class.getResourceAsStream("/local-stack/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("/local-stack/" + name + " on the class path");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (var value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue().toString());
            }
            return text;
        }
    }
}
