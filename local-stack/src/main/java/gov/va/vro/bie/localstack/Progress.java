package gov.va.vro.bie.localstack;

import java.time.Duration;

/** What a start tells while it goes on. Parts start at the same time, so the calls come from several threads. */
public interface Progress {

    /** Nobody is listening. */
    Progress NONE = new Progress() {};

    /** The part's process is being started. */
    default void starting(Part part) {}

    /** The part answers; {@code took} is the time since {@link #starting}. */
    default void started(Part part, Duration took) {}

    /** A line for people about a step that takes its time, such as an installation. */
    default void detail(String line) {}
}
