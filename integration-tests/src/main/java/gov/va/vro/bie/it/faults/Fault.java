package gov.va.vro.bie.it.faults;

/** Something that goes wrong, and how it is undone. Undoing returns when the part answers again, and leaves the sink to itself. */
public interface Fault {

    void begin() throws Exception;

    void end() throws Exception;

    /** A step of one. */
    interface Step {
        void run() throws Exception;
    }

    static Fault of(Step begin, Step end) {
        return new Fault() {
            @Override
            public void begin() throws Exception {
                begin.run();
            }

            @Override
            public void end() throws Exception {
                end.run();
            }
        };
    }

    /** One that is over at once, and comes again when it would be undone. */
    static Fault twice(Step step) {
        return of(step, step);
    }
}
