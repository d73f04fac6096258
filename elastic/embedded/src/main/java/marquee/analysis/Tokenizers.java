package marquee.analysis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.LetterTokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.email.UAX29URLEmailTokenizer;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.path.PathHierarchyTokenizer;
import org.apache.lucene.analysis.path.ReversePathHierarchyTokenizer;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/** Tokenizers by the {@code type} that index settings give. */
final class Tokenizers {
    private Tokenizers() {}

    static Map<String, AnalysisProvider<TokenizerFactory>> byType() {
        Map<String, AnalysisProvider<TokenizerFactory>> types = new HashMap<>();
        types.put("keyword", (index, environment, name, settings) -> keyword(name, settings));
        types.put("letter", (index, environment, name, settings) -> TokenizerFactory.newFactory(name, LetterTokenizer::new));
        types.put("whitespace", (index, environment, name, settings) -> whitespace(name, settings));
        types.put("uax_url_email", (index, environment, name, settings) -> urlEmail(name, settings));
        types.put("pattern", (index, environment, name, settings) -> pattern(name, settings));
        types.put("path_hierarchy", (index, environment, name, settings) -> path(name, settings));
        types.put("ngram", Tokenizers::ngram);
        types.put("edge_ngram", (index, environment, name, settings) -> edgeNgram(name, settings));
        return types;
    }

    private static TokenizerFactory keyword(String name, Settings settings) {
        int buffer = settings.getAsInt("buffer_size", KeywordTokenizer.DEFAULT_BUFFER_SIZE);
        return TokenizerFactory.newFactory(name, () -> new KeywordTokenizer(buffer));
    }

    private static TokenizerFactory whitespace(String name, Settings settings) {
        int max = maxTokenLength(settings);
        return TokenizerFactory.newFactory(name, () -> new WhitespaceTokenizer(max));
    }

    private static TokenizerFactory urlEmail(String name, Settings settings) {
        int max = maxTokenLength(settings);
        return TokenizerFactory.newFactory(name, () -> {
            UAX29URLEmailTokenizer tokenizer = new UAX29URLEmailTokenizer();
            tokenizer.setMaxTokenLength(max);
            return tokenizer;
        });
    }

    private static int maxTokenLength(Settings settings) {
        return settings.getAsInt("max_token_length", StandardAnalyzer.DEFAULT_MAX_TOKEN_LENGTH);
    }

    private static TokenizerFactory pattern(String name, Settings settings) {
        Pattern pattern = Regex.compile(settings.get("pattern", "\\W+"), settings.get("flags"));
        int group = settings.getAsInt("group", -1);
        return TokenizerFactory.newFactory(name, () -> new PatternTokenizer(pattern, group));
    }

    private static TokenizerFactory path(String name, Settings settings) {
        char delimiter = character(settings, "delimiter", '/');
        char replacement = character(settings, "replacement", delimiter);
        int buffer = settings.getAsInt("buffer_size", 1024);
        int skip = settings.getAsInt("skip", 0);
        return settings.getAsBoolean("reverse", false)
            ? TokenizerFactory.newFactory(name, () -> new ReversePathHierarchyTokenizer(buffer, delimiter, replacement, skip))
            : TokenizerFactory.newFactory(name, () -> new PathHierarchyTokenizer(buffer, delimiter, replacement, skip));
    }

    private static char character(Settings settings, String key, char byDefault) {
        String value = settings.get(key);
        if (value == null) {
            return byDefault;
        }
        if (value.length() != 1) {
            throw new IllegalArgumentException(key + " must be a one char value");
        }
        return value.charAt(0);
    }

    private static TokenizerFactory ngram(IndexSettings index, Environment environment, String name, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        TokenFilters.checkNgramDifference(index, min, max);
        IntPredicate within = tokenCharacters(settings);
        return TokenizerFactory.newFactory(name, () -> new NGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int character) {
                return within.test(character);
            }
        });
    }

    private static TokenizerFactory edgeNgram(String name, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        IntPredicate within = tokenCharacters(settings);
        return TokenizerFactory.newFactory(name, () -> new EdgeNGramTokenizer(min, max) {
            @Override
            protected boolean isTokenChar(int character) {
                return within.test(character);
            }
        });
    }

    /** The character classes of {@code token_chars}; none means that a token may hold any character. */
    private static IntPredicate tokenCharacters(Settings settings) {
        List<String> classes = settings.getAsList("token_chars");
        return classes.isEmpty()
            ? character -> true
            : classes.stream().map(name -> characterClass(name, settings)).reduce(IntPredicate::or).orElseThrow();
    }

    private static IntPredicate characterClass(String name, Settings settings) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "letter" -> Character::isLetter;
            case "digit" -> Character::isDigit;
            case "whitespace" -> Character::isWhitespace;
            case "punctuation" -> ofTypes(Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
                Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION,
                Character.OTHER_PUNCTUATION);
            case "symbol" -> ofTypes(Character.CURRENCY_SYMBOL, Character.MATH_SYMBOL, Character.MODIFIER_SYMBOL,
                Character.OTHER_SYMBOL);
            case "custom" -> {
                String characters = TokenFilters.required("token_chars", settings, "custom_token_chars");
                yield character -> characters.indexOf(character) >= 0;
            }
            default -> throw new IllegalArgumentException("Unknown token type: '" + name
                + "', must be one of letter, digit, whitespace, punctuation, symbol, custom");
        };
    }

    private static IntPredicate ofTypes(int... types) {
        Set<Integer> wanted = new HashSet<>();
        for (int type : types) {
            wanted.add(type);
        }
        return character -> wanted.contains(Character.getType(character));
    }
}
