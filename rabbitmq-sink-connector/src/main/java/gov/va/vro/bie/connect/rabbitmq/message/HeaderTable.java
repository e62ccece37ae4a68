package gov.va.vro.bie.connect.rabbitmq.message;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/**
 * The headers of one message, name and value by turns in one array: a message has a handful of them, is kept until it is
 * confirmed, and is only read from beginning to end, so a hash table would take three times the memory for nothing.
 */
final class HeaderTable extends AbstractMap<String, Object> {

    /** Beyond so many names, looking for one from the beginning costs more than a hash table does. */
    private static final int MOST = 16;

    private final Object[] namesAndValues;
    private int size;

    private HeaderTable(int capacity) {
        this.namesAndValues = new Object[2 * capacity];
    }

    /** An empty map that has room for so many names. */
    static Map<String, Object> withRoomFor(int names) {
        return names <= MOST ? new HeaderTable(names) : new HashMap<>();
    }

    /** @throws ArrayIndexOutOfBoundsException for a name more than there is room for */
    @Override
    public Object put(String name, Object value) {
        int at = 0;
        while (at < 2 * size && !namesAndValues[at].equals(name)) {
            at += 2;
        }
        Object before = namesAndValues[at + 1];
        if (at == 2 * size) {
            namesAndValues[at] = Objects.requireNonNull(name);
            size++;
        }
        namesAndValues[at + 1] = value;
        return before;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, Object>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return new Cursor();
        }
    }

    private final class Cursor implements Iterator<Entry<String, Object>> {

        private int at;

        @Override
        public boolean hasNext() {
            return at < size;
        }

        @Override
        public Entry<String, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return new NameAndValue(at++);
        }
    }

    /** One header; setting its value sets it in the table. */
    private final class NameAndValue extends SimpleEntry<String, Object> {

        private static final long serialVersionUID = 1L;

        private final int number;

        NameAndValue(int number) {
            super((String) namesAndValues[2 * number], namesAndValues[2 * number + 1]);
            this.number = number;
        }

        @Override
        public Object setValue(Object value) {
            namesAndValues[2 * number + 1] = value;
            return super.setValue(value);
        }
    }
}
