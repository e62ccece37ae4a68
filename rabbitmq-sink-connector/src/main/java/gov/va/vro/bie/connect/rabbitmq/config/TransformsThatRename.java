package gov.va.vro.bie.connect.rabbitmq.config;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Whether a record may arrive under another topic than the one it was read from. Kafka's own transforms that leave the
 * topic alone are known by name, and so is the one that wraps an event; of any other nobody can tell.
 */
final class TransformsThatRename {

    private static final Set<String> KEEP_THE_TOPIC = Set.of(
            "gov.va.vro.bie.connect.transforms.NotifiedAt",
            "org.apache.kafka.connect.transforms.Cast",
            "org.apache.kafka.connect.transforms.DropHeaders",
            "org.apache.kafka.connect.transforms.ExtractField",
            "org.apache.kafka.connect.transforms.Filter",
            "org.apache.kafka.connect.transforms.Flatten",
            "org.apache.kafka.connect.transforms.HeaderFrom",
            "org.apache.kafka.connect.transforms.HoistField",
            "org.apache.kafka.connect.transforms.InsertField",
            "org.apache.kafka.connect.transforms.InsertHeader",
            "org.apache.kafka.connect.transforms.MaskField",
            "org.apache.kafka.connect.transforms.ReplaceField",
            "org.apache.kafka.connect.transforms.SetSchemaMetadata",
            "org.apache.kafka.connect.transforms.TimestampConverter",
            "org.apache.kafka.connect.transforms.ValueToKey");

    private TransformsThatRename() {}

    /** Whether one of the configured transforms may rename topics. */
    static boolean mayBeAmong(Map<String, String> settings) {
        return Arrays.stream(settings.getOrDefault("transforms", "").split(","))
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .map(alias -> settings.getOrDefault("transforms." + alias + ".type", ""))
                .anyMatch(TransformsThatRename::mayRename);
    }

    private static boolean mayRename(String type) {
        int nested = type.indexOf('$');
        return !KEEP_THE_TOPIC.contains(nested < 0 ? type : type.substring(0, nested));
    }
}
