package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Distribution;

/** What every Erlang of a node is started with, its tools too, as {@code ERL_AFLAGS}. */
final class ErlangFlags {

    private ErlangFlags() {}

    /** No port mapper started by itself, loopback only, and a log without messages. */
    static String of(Distribution distribution) {
        return "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1} -config \""
                + distribution.rabbitMqLogger() + "\"";
    }
}
