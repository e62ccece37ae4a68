package gov.va.vro.bie.connect.rabbitmq.message;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The headers of one message, name and value by turns in one array: a message has a handful of them, is kept until it is
 * confirmed, and is only read from beginning to end, so a hash table would take three times the memory for nothing.
 */
final class HeaderTable extends AbstractMap<String, Object> {

    /** Beyond so many names, looking for one from the beginning costs more than an index does. */
    private static final int FEW = 16;

    private Object[] namesAndValues;
    /** Where each name stands; null while there are few. */
    private Map<String, Integer> index;

    private int size;

    /** @param expected how many names there may be; room is made for a few of them, and for more when they come */
    HeaderTable(int expected) {
        this.namesAndValues = new Object[2 * Math.min(expected, FEW)];
    }

    @Override
    public Object put(String name, Object value) {
        int number = find(name);
        if (number == size) {
            append(name);
        }
        Object before = valueAt(number);
        setValueAt(number, value);
        return before;
    }

    /** The number of a name, or of the next one to come. */
    private int find(String name) {
        if (index != null) {
            return index.getOrDefault(name, size);
        }
        int number = 0;
        while (number < size && !name.equals(nameAt(number))) {
            number++;
        }
        return number;
    }

    private void append(String name) {
        if (size == FEW) {
            index = new HashMap<>();
            for (int number = 0; number < size; number++) {
                index.put(nameAt(number), number);
            }
        }
        if (index != null) {
            index.put(name, size);
        }
        if (2 * size == namesAndValues.length) {
            namesAndValues = Arrays.copyOf(namesAndValues, Math.max(2, 4 * size));
        }
        namesAndValues[2 * size] = name;
        size++;
    }

    /** The name of a number below {@link #size}; by number, nothing is allocated for reading. */
    String nameAt(int number) {
        return (String) namesAndValues[2 * number];
    }

    Object valueAt(int number) {
        return namesAndValues[2 * number + 1];
    }

    void setValueAt(int number, Object value) {
        namesAndValues[2 * number + 1] = value;
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
            var entry = new SimpleImmutableEntry<>(nameAt(at), valueAt(at));
            at++;
            return entry;
        }
    }
}
