package gov.va.vro.bie.it;

import gov.va.vro.bie.it.faces.Coordinates;
import gov.va.vro.bie.it.faces.Copy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What became of the records, as one subscriber saw it.
 *
 * @param attempted records in Kafka
 * @param lost of them, how many never came
 * @param unexpected copies of what was never sent
 * @param duplicated copies beyond the first of each record
 * @param unflagged of those, the ones that do not say so
 * @param reordered records whose last copy came before the last copy of one with a lower offset in the partition
 */
record Tally(int attempted, int lost, int unexpected, int duplicated, int unflagged, int reordered) {

    static Tally of(Set<Coordinates> attempted, List<Copy> copies) {
        var wanted = attempted.stream().collect(Collectors.toMap(Coordinates::messageId, one -> one));
        var last = new HashMap<String, Integer>();
        int unexpected = 0;
        int duplicated = 0;
        int unflagged = 0;
        for (int place = 0; place < copies.size(); place++) {
            var copy = copies.get(place);
            var again = last.put(copy.messageId(), place) != null;
            unexpected += wanted.containsKey(copy.messageId()) ? 0 : 1;
            duplicated += again ? 1 : 0;
            unflagged += again && !copy.isPossibleDuplicate() ? 1 : 0;
        }
        var lost = new HashSet<>(wanted.keySet());
        lost.removeAll(last.keySet());
        return new Tally(
                attempted.size(), lost.size(), unexpected, duplicated, unflagged, reordered(wanted.values(), last));
    }

    private static int reordered(Collection<Coordinates> records, Map<String, Integer> last) {
        var byPartition = records.stream()
                .filter(record -> last.containsKey(record.messageId()))
                .collect(Collectors.groupingBy(record -> record.topic() + "-" + record.partition()));
        int reordered = 0;
        for (var partition : byPartition.values()) {
            partition.sort((one, other) -> Long.compare(one.offset(), other.offset()));
            int latest = -1;
            for (var record : partition) {
                var place = last.get(record.messageId());
                reordered += place < latest ? 1 : 0;
                latest = Math.max(latest, place);
            }
        }
        return reordered;
    }
}
