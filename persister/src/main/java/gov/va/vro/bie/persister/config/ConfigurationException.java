package gov.va.vro.bie.persister.config;

import java.util.List;

/** Everything that is missing or wrong, one sentence each; no value of a secret is in any of them. */
public final class ConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
