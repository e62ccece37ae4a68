package gov.va.vro.bie.connect.fuzz;

import gov.va.vro.bie.connect.random.RandomData;
import gov.va.vro.bie.connect.random.RandomText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Random values without a schema: what a JSON converter makes, and what any converter or transform might. */
final class Schemaless {

    private static final int DEEPEST = 5;
    private static final String[] NAMES = {"a", "f0", "event", "\ud83d", "\ude00"};
    private static final int[] SCALES = {0, 2, 300, -300, 2_000, 1_000_000_000, -1_000_000_000};

    private final Random random;
    private final RandomText texts;
    private final RandomData data;

    Schemaless(Random random) {
        this.random = random;
        this.texts = new RandomText(random);
        this.data = new RandomData(random, true);
    }

    Object value() {
        return value(0);
    }

    /** One that has no form at all. */
    Object formless() {
        return switch (random.nextInt(5)) {
            case 0 -> new Object();
            case 1 -> 'c';
            case 2 -> new AtomicLong(1);
            case 3 -> new int[] {1};
            default -> new StringBuilder("text");
        };
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 14 : 9)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> random.nextInt();
            case 4 -> random.nextDouble();
            case 5 -> decimal();
            case 6 -> new Date(random.nextLong() >> 20);
            case 7 -> random.nextInt(50) == 0 ? formless() : new BigInteger(random.nextInt(200), random);
            case 8 -> texts.any();
            case 9, 10 -> object(depth);
            case 11 -> map(depth);
            case 12 -> withSchema();
            default -> random.nextBoolean() ? list(depth) : new LinkedHashSet<>(list(depth));
        };
    }

    private BigDecimal decimal() {
        var digits = new BigInteger(random.nextInt(20) == 0 ? 6_000 : random.nextInt(80), random);
        return new BigDecimal(random.nextBoolean() ? digits : digits.negate(), SCALES[random.nextInt(SCALES.length)]);
    }

    private Object withSchema() {
        var schema = data.schema();
        return data.value(schema);
    }

    private List<Object> list(int depth) {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth + 1));
        }
        return list;
    }

    private Map<Object, Object> object(int depth) {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(random.nextBoolean() ? NAMES[random.nextInt(NAMES.length)] : texts.any(), value(depth + 1));
        }
        return map;
    }

    private Map<Object, Object> map(int depth) {
        var map = new LinkedHashMap<Object, Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(value(depth + 1), value(depth + 1));
        }
        return map;
    }
}
