package gov.va.vro.bie.persister.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a setting's text: in the variable of its name, in the file that NAME_FILE names, or its default.
 *
 * <p>A variable that is set to nothing counts as not set, which is what compose files and charts make of an absent
 * value. One trailing line break of a file is not part of the value: editors and {@code echo} put it there.
 */
final class Environment {

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /**
     * @throws WrongSettingException saying what is wrong with it
     */
    String text(Setting setting) throws WrongSettingException {
        return find(setting)
                .orElseThrow(() -> new WrongSettingException(setting.name() + " is missing: write " + setting.expected()
                        + ", or set " + setting.fileVariable() + " to the path of a file that holds it"));
    }

    /**
     * Empty where it is not set and has no default.
     *
     * @throws WrongSettingException saying what is wrong with it
     */
    Optional<String> find(Setting setting) throws WrongSettingException {
        var direct = variable(setting.name());
        var file = variable(setting.fileVariable());
        if (direct.isPresent() && file.isPresent()) {
            throw new WrongSettingException(
                    setting.name() + " and " + setting.fileVariable() + " are both set: keep one of them");
        }
        var value = file.isPresent() ? Optional.of(read(setting, file.get())) : direct.or(setting::defaultValue);
        if (value.isPresent() && value.get().contains("${")) {
            throw new WrongSettingException(setting.name()
                    + " holds a reference ${...} that nothing has resolved: write " + setting.expected());
        }
        return value;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    private static String read(Setting setting, String path) throws WrongSettingException {
        try {
            var text = new String(Files.readAllBytes(Path.of(path)), StandardCharsets.UTF_8)
                    .replaceFirst("\\r?\\n\\z", "");
            if (text.isBlank()) {
                throw new WrongSettingException(setting.fileVariable() + " names the file " + path
                        + ", which is empty: write " + setting.expected());
            }
            return text;
        } catch (IOException | InvalidPathException e) {
            throw new WrongSettingException(
                    setting.fileVariable() + " names the file " + path + ", which cannot be read ("
                            + e.getClass().getSimpleName() + "): name one that holds " + setting.expected());
        }
    }
}
