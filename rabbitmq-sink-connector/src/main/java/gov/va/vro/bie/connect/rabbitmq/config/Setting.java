package gov.va.vro.bie.connect.rabbitmq.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * One setting, as data.
 *
 * @param defaultValue {@link ConfigDef#NO_DEFAULT_VALUE} when the setting is required, null when it may be left out and
 *     then means nothing
 * @param validator null when every value of the type will do; a {@link ConfigDef.Recommender} too when it knows the
 *     choices
 */
record Setting(
        String name,
        Type type,
        Object defaultValue,
        Validator validator,
        Importance importance,
        String displayName,
        String documentation) {

    void addTo(ConfigDef definition, String group, int order) {
        definition.define(
                name,
                type,
                defaultValue,
                validator,
                importance,
                documentation.strip(),
                group,
                order,
                Width.MEDIUM,
                displayName,
                validator instanceof ConfigDef.Recommender choices ? choices : null);
    }
}
