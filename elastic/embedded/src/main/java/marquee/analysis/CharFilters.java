package marquee.analysis;

import static org.elasticsearch.plugins.AnalysisPlugin.requiresAnalysisSettings;

import java.io.Reader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/** Character filters by the {@code type} that index settings give. */
final class CharFilters {
    /** {@code ä => ae}: spaces around the arrow do not count. */
    private static final Pattern MAPPING = Pattern.compile("(.*)\\s*=>\\s*(.*)\\s*$", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|.)", Pattern.DOTALL);

    private CharFilters() {}

    static Map<String, AnalysisProvider<CharFilterFactory>> byType() {
        return Map.of(
            "html_strip", CharFilters::htmlStrip,
            "mapping", requiresAnalysisSettings(CharFilters::mapping),
            "pattern_replace", requiresAnalysisSettings(CharFilters::patternReplace)
        );
    }

    private record Plain(String name, UnaryOperator<Reader> filter) implements CharFilterFactory {
        @Override
        public Reader create(Reader input) {
            return filter.apply(input);
        }
    }

    private record Normalizing(String name, UnaryOperator<Reader> filter) implements NormalizingCharFilterFactory {
        @Override
        public Reader create(Reader input) {
            return filter.apply(input);
        }
    }

    private static CharFilterFactory htmlStrip(IndexSettings index, Environment environment, String name, Settings settings) {
        List<String> kept = settings.getAsList("escaped_tags");
        return new Plain(name, kept.isEmpty() ? HTMLStripCharFilter::new : input -> new HTMLStripCharFilter(input, Set.copyOf(kept)));
    }

    private static CharFilterFactory mapping(IndexSettings index, Environment environment, String name, Settings settings) {
        List<String> rules = Analysis.getWordList(environment, settings, "mappings");
        if (rules == null) {
            throw new IllegalArgumentException("mapping requires either `mappings` or `mappings_path` to be configured");
        }
        NormalizeCharMap.Builder map = new NormalizeCharMap.Builder();
        for (String rule : rules) {
            Matcher parts = MAPPING.matcher(rule);
            if (!parts.matches()) {
                throw new IllegalArgumentException("Invalid Mapping Rule : [" + rule + "]");
            }
            map.add(unescaped(parts.group(1).strip()), unescaped(parts.group(2).strip()));
        }
        NormalizeCharMap built = map.build();
        return new Normalizing(name, input -> new MappingCharFilter(built, input));
    }

    private static CharFilterFactory patternReplace(IndexSettings index, Environment environment, String name, Settings settings) {
        Pattern pattern = Regex.compile(TokenFilters.required(name, settings, "pattern"), settings.get("flags"));
        String replacement = settings.get("replacement", "");
        return new Normalizing(name, input -> new PatternReplaceCharFilter(pattern, replacement, input));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> {
            String escaped = match.group(1);
            return Matcher.quoteReplacement(switch (escaped.charAt(0)) {
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'r' -> "\r";
                case 'b' -> "\b";
                case 'f' -> "\f";
                case 'u' -> escaped.length() == 5 ? String.valueOf((char) Integer.parseInt(escaped.substring(1), 16)) : "u";
                default -> escaped;
            });
        });
    }
}
