package gov.va.vro.bie.persister.cli;

/** What the process ends with; {@code --help} lists them. Usage errors are picocli's, which are 2 too. */
public final class ExitCode {

    public static final int DONE = 0;
    static final int FAILED = 1;
    static final int CONFIGURATION = 2;
    static final int BROKER = 3;
    static final int DATABASE = 4;
    static final int MIGRATIONS = 5;
    static final int POLICIES = 6;
    static final int NOT_PARKED = 7;

    private ExitCode() {}
}
