package gov.va.vro.bie.connect.fuzz;

/** Why the message contract has no message for a record. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    Refused(String why) {
        super(why, null, false, false);
    }
}
