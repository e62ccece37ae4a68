package gov.va.vro.bie.connect.transforms;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The wrapper of a value without a schema: three members in their order. Nobody may change it, as with what Connect's
 * own HoistField makes; every transform of Connect copies a map before it changes one.
 *
 * <p>It is made for each record and read from beginning to end, which needs no table.
 */
final class WrappedMap extends AbstractMap<String, Object> {

    private static final Set<String> NAMES = Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of(NotifiedAt.TOPIC_FIELD, NotifiedAt.NOTIFIED_AT_FIELD, NotifiedAt.EVENT_FIELD)));

    private final String topic;
    private final Object notifiedAt;
    private final Object event;

    /** @param event null for a tombstone */
    WrappedMap(String topic, Object notifiedAt, Object event) {
        this.topic = topic;
        this.notifiedAt = notifiedAt;
        this.event = event;
    }

    @Override
    public Object get(Object name) {
        if (NotifiedAt.TOPIC_FIELD.equals(name)) {
            return topic;
        } else if (NotifiedAt.NOTIFIED_AT_FIELD.equals(name)) {
            return notifiedAt;
        }
        return NotifiedAt.EVENT_FIELD.equals(name) ? event : null;
    }

    @Override
    public Set<String> keySet() {
        return NAMES;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Members();
    }

    private final class Members extends AbstractSet<Map.Entry<String, Object>> {

        @Override
        public int size() {
            return 3;
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return List.of(
                            member(NotifiedAt.TOPIC_FIELD, topic),
                            member(NotifiedAt.NOTIFIED_AT_FIELD, notifiedAt),
                            member(NotifiedAt.EVENT_FIELD, event))
                    .iterator();
        }

        private static Map.Entry<String, Object> member(String name, Object value) {
            return new SimpleImmutableEntry<>(name, value);
        }
    }
}
