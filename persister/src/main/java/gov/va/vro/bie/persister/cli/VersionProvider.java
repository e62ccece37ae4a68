package gov.va.vro.bie.persister.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest says; outside a jar there is none. */
public final class VersionProvider implements IVersionProvider {

    static String version() {
        return Optional.ofNullable(VersionProvider.class.getPackage().getImplementationVersion())
                .orElse("unreleased");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "persister " + version(), "Java " + Runtime.version(),
        };
    }
}
