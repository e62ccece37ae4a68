package gov.va.vro.bie.persister.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Diagnostic codes that are in the database for certain, so that an event with a known code needs no statement for it.
 *
 * <p>For certain means: committed by this process. Nobody is expected to delete one, but somebody may; then the foreign
 * key refuses a link to it, and the store {@linkplain #forget forgets} and inserts anew. Codes are text from outside, so
 * the number that is remembered is bounded. Confined to one thread.
 */
final class KnownCodes {

    /** 38 CFR part 4 has some 800 codes. */
    private static final int MOST = 10_000;

    private final Set<String> codes = new HashSet<>();

    /** Those of {@code wanted} that may be missing, distinct and in the order in which all instances insert them. */
    List<String> missing(Stream<String> wanted) {
        return wanted.filter(code -> !codes.contains(code)).distinct().sorted().toList();
    }

    void committed(Collection<String> inserted) {
        if (codes.size() + inserted.size() > MOST) {
            codes.clear();
        }
        if (inserted.size() <= MOST) {
            codes.addAll(inserted);
        }
    }

    /**
     * Takes nothing for granted any more.
     *
     * @return whether anything was
     */
    boolean forget() {
        var any = !codes.isEmpty();
        codes.clear();
        return any;
    }
}
