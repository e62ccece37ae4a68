package gov.va.vro.bie.persister.ops;

import java.util.Locale;

/** What readiness depends on. */
public enum Component {
    BROKER,
    DATABASE,
    PARKING;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
