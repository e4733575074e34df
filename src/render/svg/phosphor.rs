//! The names of all icons of the Phosphor set, in alphabetical order, with their drawings (filled weight, a 256-unit square).
//! A list of names is all that is ours here: the drawings come from the crate.

use phosphor_svgs::style::fill;

macro_rules! set {
    ($($name:literal $source:ident)+) => {
        /// Name and drawing of each icon, by name.
        pub(super) static ALL: &[(&str, &str)] = &[$(($name, fill::$source)),+];
    };
}

#[rustfmt::skip]
set! {
    "acorn" ACORN "address-book" ADDRESS_BOOK "address-book-tabs" ADDRESS_BOOK_TABS "air-traffic-control" AIR_TRAFFIC_CONTROL "airplane" AIRPLANE
    "airplane-in-flight" AIRPLANE_IN_FLIGHT "airplane-landing" AIRPLANE_LANDING "airplane-takeoff" AIRPLANE_TAKEOFF "airplane-taxiing" AIRPLANE_TAXIING
    "airplane-tilt" AIRPLANE_TILT "airplay" AIRPLAY "alarm" ALARM "alien" ALIEN "align-bottom" ALIGN_BOTTOM "align-bottom-simple" ALIGN_BOTTOM_SIMPLE
    "align-center-horizontal" ALIGN_CENTER_HORIZONTAL "align-center-horizontal-simple" ALIGN_CENTER_HORIZONTAL_SIMPLE "align-center-vertical" ALIGN_CENTER_VERTICAL
    "align-center-vertical-simple" ALIGN_CENTER_VERTICAL_SIMPLE "align-left" ALIGN_LEFT "align-left-simple" ALIGN_LEFT_SIMPLE "align-right" ALIGN_RIGHT
    "align-right-simple" ALIGN_RIGHT_SIMPLE "align-top" ALIGN_TOP "align-top-simple" ALIGN_TOP_SIMPLE "amazon-logo" AMAZON_LOGO "ambulance" AMBULANCE "anchor" ANCHOR
    "anchor-simple" ANCHOR_SIMPLE "android-logo" ANDROID_LOGO "angle" ANGLE "angular-logo" ANGULAR_LOGO "aperture" APERTURE "app-store-logo" APP_STORE_LOGO
    "app-window" APP_WINDOW "apple-logo" APPLE_LOGO "apple-podcasts-logo" APPLE_PODCASTS_LOGO "approximate-equals" APPROXIMATE_EQUALS "archive" ARCHIVE
    "armchair" ARMCHAIR "arrow-arc-left" ARROW_ARC_LEFT "arrow-arc-right" ARROW_ARC_RIGHT "arrow-bend-double-up-left" ARROW_BEND_DOUBLE_UP_LEFT
    "arrow-bend-double-up-right" ARROW_BEND_DOUBLE_UP_RIGHT "arrow-bend-down-left" ARROW_BEND_DOWN_LEFT "arrow-bend-down-right" ARROW_BEND_DOWN_RIGHT
    "arrow-bend-left-down" ARROW_BEND_LEFT_DOWN "arrow-bend-left-up" ARROW_BEND_LEFT_UP "arrow-bend-right-down" ARROW_BEND_RIGHT_DOWN
    "arrow-bend-right-up" ARROW_BEND_RIGHT_UP "arrow-bend-up-left" ARROW_BEND_UP_LEFT "arrow-bend-up-right" ARROW_BEND_UP_RIGHT "arrow-circle-down" ARROW_CIRCLE_DOWN
    "arrow-circle-down-left" ARROW_CIRCLE_DOWN_LEFT "arrow-circle-down-right" ARROW_CIRCLE_DOWN_RIGHT "arrow-circle-left" ARROW_CIRCLE_LEFT
    "arrow-circle-right" ARROW_CIRCLE_RIGHT "arrow-circle-up" ARROW_CIRCLE_UP "arrow-circle-up-left" ARROW_CIRCLE_UP_LEFT "arrow-circle-up-right" ARROW_CIRCLE_UP_RIGHT
    "arrow-clockwise" ARROW_CLOCKWISE "arrow-counter-clockwise" ARROW_COUNTER_CLOCKWISE "arrow-down" ARROW_DOWN "arrow-down-left" ARROW_DOWN_LEFT
    "arrow-down-right" ARROW_DOWN_RIGHT "arrow-elbow-down-left" ARROW_ELBOW_DOWN_LEFT "arrow-elbow-down-right" ARROW_ELBOW_DOWN_RIGHT "arrow-elbow-left" ARROW_ELBOW_LEFT
    "arrow-elbow-left-down" ARROW_ELBOW_LEFT_DOWN "arrow-elbow-left-up" ARROW_ELBOW_LEFT_UP "arrow-elbow-right" ARROW_ELBOW_RIGHT
    "arrow-elbow-right-down" ARROW_ELBOW_RIGHT_DOWN "arrow-elbow-right-up" ARROW_ELBOW_RIGHT_UP "arrow-elbow-up-left" ARROW_ELBOW_UP_LEFT
    "arrow-elbow-up-right" ARROW_ELBOW_UP_RIGHT "arrow-fat-down" ARROW_FAT_DOWN "arrow-fat-left" ARROW_FAT_LEFT "arrow-fat-line-down" ARROW_FAT_LINE_DOWN
    "arrow-fat-line-left" ARROW_FAT_LINE_LEFT "arrow-fat-line-right" ARROW_FAT_LINE_RIGHT "arrow-fat-line-up" ARROW_FAT_LINE_UP
    "arrow-fat-lines-down" ARROW_FAT_LINES_DOWN "arrow-fat-lines-left" ARROW_FAT_LINES_LEFT "arrow-fat-lines-right" ARROW_FAT_LINES_RIGHT
    "arrow-fat-lines-up" ARROW_FAT_LINES_UP "arrow-fat-right" ARROW_FAT_RIGHT "arrow-fat-up" ARROW_FAT_UP "arrow-left" ARROW_LEFT "arrow-line-down" ARROW_LINE_DOWN
    "arrow-line-down-left" ARROW_LINE_DOWN_LEFT "arrow-line-down-right" ARROW_LINE_DOWN_RIGHT "arrow-line-left" ARROW_LINE_LEFT "arrow-line-right" ARROW_LINE_RIGHT
    "arrow-line-up" ARROW_LINE_UP "arrow-line-up-left" ARROW_LINE_UP_LEFT "arrow-line-up-right" ARROW_LINE_UP_RIGHT "arrow-right" ARROW_RIGHT
    "arrow-square-down" ARROW_SQUARE_DOWN "arrow-square-down-left" ARROW_SQUARE_DOWN_LEFT "arrow-square-down-right" ARROW_SQUARE_DOWN_RIGHT
    "arrow-square-in" ARROW_SQUARE_IN "arrow-square-left" ARROW_SQUARE_LEFT "arrow-square-out" ARROW_SQUARE_OUT "arrow-square-right" ARROW_SQUARE_RIGHT
    "arrow-square-up" ARROW_SQUARE_UP "arrow-square-up-left" ARROW_SQUARE_UP_LEFT "arrow-square-up-right" ARROW_SQUARE_UP_RIGHT "arrow-u-down-left" ARROW_U_DOWN_LEFT
    "arrow-u-down-right" ARROW_U_DOWN_RIGHT "arrow-u-left-down" ARROW_U_LEFT_DOWN "arrow-u-left-up" ARROW_U_LEFT_UP "arrow-u-right-down" ARROW_U_RIGHT_DOWN
    "arrow-u-right-up" ARROW_U_RIGHT_UP "arrow-u-up-left" ARROW_U_UP_LEFT "arrow-u-up-right" ARROW_U_UP_RIGHT "arrow-up" ARROW_UP "arrow-up-left" ARROW_UP_LEFT
    "arrow-up-right" ARROW_UP_RIGHT "arrows-clockwise" ARROWS_CLOCKWISE "arrows-counter-clockwise" ARROWS_COUNTER_CLOCKWISE "arrows-down-up" ARROWS_DOWN_UP
    "arrows-horizontal" ARROWS_HORIZONTAL "arrows-in" ARROWS_IN "arrows-in-cardinal" ARROWS_IN_CARDINAL "arrows-in-line-horizontal" ARROWS_IN_LINE_HORIZONTAL
    "arrows-in-line-vertical" ARROWS_IN_LINE_VERTICAL "arrows-in-simple" ARROWS_IN_SIMPLE "arrows-left-right" ARROWS_LEFT_RIGHT "arrows-merge" ARROWS_MERGE
    "arrows-out" ARROWS_OUT "arrows-out-cardinal" ARROWS_OUT_CARDINAL "arrows-out-line-horizontal" ARROWS_OUT_LINE_HORIZONTAL
    "arrows-out-line-vertical" ARROWS_OUT_LINE_VERTICAL "arrows-out-simple" ARROWS_OUT_SIMPLE "arrows-split" ARROWS_SPLIT "arrows-vertical" ARROWS_VERTICAL
    "article" ARTICLE "article-medium" ARTICLE_MEDIUM "article-ny-times" ARTICLE_NY_TIMES "asclepius" ASCLEPIUS "asterisk" ASTERISK "asterisk-simple" ASTERISK_SIMPLE
    "at" AT "atom" ATOM "avocado" AVOCADO "axe" AXE "baby" BABY "baby-carriage" BABY_CARRIAGE "backpack" BACKPACK "backspace" BACKSPACE "bag" BAG "bag-simple" BAG_SIMPLE
    "balloon" BALLOON "bandaids" BANDAIDS "bank" BANK "barbell" BARBELL "barcode" BARCODE "barn" BARN "barricade" BARRICADE "baseball" BASEBALL
    "baseball-cap" BASEBALL_CAP "baseball-helmet" BASEBALL_HELMET "basket" BASKET "basketball" BASKETBALL "bathtub" BATHTUB "battery-charging" BATTERY_CHARGING
    "battery-charging-vertical" BATTERY_CHARGING_VERTICAL "battery-empty" BATTERY_EMPTY "battery-full" BATTERY_FULL "battery-high" BATTERY_HIGH "battery-low" BATTERY_LOW
    "battery-medium" BATTERY_MEDIUM "battery-plus" BATTERY_PLUS "battery-plus-vertical" BATTERY_PLUS_VERTICAL "battery-vertical-empty" BATTERY_VERTICAL_EMPTY
    "battery-vertical-full" BATTERY_VERTICAL_FULL "battery-vertical-high" BATTERY_VERTICAL_HIGH "battery-vertical-low" BATTERY_VERTICAL_LOW
    "battery-vertical-medium" BATTERY_VERTICAL_MEDIUM "battery-warning" BATTERY_WARNING "battery-warning-vertical" BATTERY_WARNING_VERTICAL "beach-ball" BEACH_BALL
    "beanie" BEANIE "bed" BED "beer-bottle" BEER_BOTTLE "beer-stein" BEER_STEIN "behance-logo" BEHANCE_LOGO "bell" BELL "bell-ringing" BELL_RINGING
    "bell-simple" BELL_SIMPLE "bell-simple-ringing" BELL_SIMPLE_RINGING "bell-simple-slash" BELL_SIMPLE_SLASH "bell-simple-z" BELL_SIMPLE_Z "bell-slash" BELL_SLASH
    "bell-z" BELL_Z "belt" BELT "bezier-curve" BEZIER_CURVE "bicycle" BICYCLE "binary" BINARY "binoculars" BINOCULARS "biohazard" BIOHAZARD "bird" BIRD
    "blueprint" BLUEPRINT "bluetooth" BLUETOOTH "bluetooth-connected" BLUETOOTH_CONNECTED "bluetooth-slash" BLUETOOTH_SLASH "bluetooth-x" BLUETOOTH_X "boat" BOAT
    "bomb" BOMB "bone" BONE "book" BOOK "book-bookmark" BOOK_BOOKMARK "book-open" BOOK_OPEN "book-open-text" BOOK_OPEN_TEXT "book-open-user" BOOK_OPEN_USER
    "bookmark" BOOKMARK "bookmark-simple" BOOKMARK_SIMPLE "bookmarks" BOOKMARKS "bookmarks-simple" BOOKMARKS_SIMPLE "books" BOOKS "boot" BOOT "boules" BOULES
    "bounding-box" BOUNDING_BOX "bowl-food" BOWL_FOOD "bowl-steam" BOWL_STEAM "bowling-ball" BOWLING_BALL "box-arrow-down" BOX_ARROW_DOWN "box-arrow-up" BOX_ARROW_UP
    "boxing-glove" BOXING_GLOVE "brackets-angle" BRACKETS_ANGLE "brackets-curly" BRACKETS_CURLY "brackets-round" BRACKETS_ROUND "brackets-square" BRACKETS_SQUARE
    "brain" BRAIN "brandy" BRANDY "bread" BREAD "bridge" BRIDGE "briefcase" BRIEFCASE "briefcase-metal" BRIEFCASE_METAL "broadcast" BROADCAST "broom" BROOM
    "browser" BROWSER "browsers" BROWSERS "bug" BUG "bug-beetle" BUG_BEETLE "bug-droid" BUG_DROID "building" BUILDING "building-apartment" BUILDING_APARTMENT
    "building-office" BUILDING_OFFICE "buildings" BUILDINGS "bulldozer" BULLDOZER "bus" BUS "butterfly" BUTTERFLY "cable-car" CABLE_CAR "cactus" CACTUS "cake" CAKE
    "calculator" CALCULATOR "calendar" CALENDAR "calendar-blank" CALENDAR_BLANK "calendar-check" CALENDAR_CHECK "calendar-dot" CALENDAR_DOT "calendar-dots" CALENDAR_DOTS
    "calendar-heart" CALENDAR_HEART "calendar-minus" CALENDAR_MINUS "calendar-plus" CALENDAR_PLUS "calendar-slash" CALENDAR_SLASH "calendar-star" CALENDAR_STAR
    "calendar-x" CALENDAR_X "call-bell" CALL_BELL "camera" CAMERA "camera-plus" CAMERA_PLUS "camera-rotate" CAMERA_ROTATE "camera-slash" CAMERA_SLASH "campfire" CAMPFIRE
    "car" CAR "car-battery" CAR_BATTERY "car-profile" CAR_PROFILE "car-simple" CAR_SIMPLE "cardholder" CARDHOLDER "cards" CARDS "cards-three" CARDS_THREE
    "caret-circle-double-down" CARET_CIRCLE_DOUBLE_DOWN "caret-circle-double-left" CARET_CIRCLE_DOUBLE_LEFT "caret-circle-double-right" CARET_CIRCLE_DOUBLE_RIGHT
    "caret-circle-double-up" CARET_CIRCLE_DOUBLE_UP "caret-circle-down" CARET_CIRCLE_DOWN "caret-circle-left" CARET_CIRCLE_LEFT "caret-circle-right" CARET_CIRCLE_RIGHT
    "caret-circle-up" CARET_CIRCLE_UP "caret-circle-up-down" CARET_CIRCLE_UP_DOWN "caret-double-down" CARET_DOUBLE_DOWN "caret-double-left" CARET_DOUBLE_LEFT
    "caret-double-right" CARET_DOUBLE_RIGHT "caret-double-up" CARET_DOUBLE_UP "caret-down" CARET_DOWN "caret-left" CARET_LEFT "caret-line-down" CARET_LINE_DOWN
    "caret-line-left" CARET_LINE_LEFT "caret-line-right" CARET_LINE_RIGHT "caret-line-up" CARET_LINE_UP "caret-right" CARET_RIGHT "caret-up" CARET_UP
    "caret-up-down" CARET_UP_DOWN "carrot" CARROT "cash-register" CASH_REGISTER "cassette-tape" CASSETTE_TAPE "castle-turret" CASTLE_TURRET "cat" CAT
    "cell-signal-full" CELL_SIGNAL_FULL "cell-signal-high" CELL_SIGNAL_HIGH "cell-signal-low" CELL_SIGNAL_LOW "cell-signal-medium" CELL_SIGNAL_MEDIUM
    "cell-signal-none" CELL_SIGNAL_NONE "cell-signal-slash" CELL_SIGNAL_SLASH "cell-signal-x" CELL_SIGNAL_X "cell-tower" CELL_TOWER "certificate" CERTIFICATE
    "chair" CHAIR "chalkboard" CHALKBOARD "chalkboard-simple" CHALKBOARD_SIMPLE "chalkboard-teacher" CHALKBOARD_TEACHER "champagne" CHAMPAGNE
    "charging-station" CHARGING_STATION "chart-bar" CHART_BAR "chart-bar-horizontal" CHART_BAR_HORIZONTAL "chart-donut" CHART_DONUT "chart-line" CHART_LINE
    "chart-line-down" CHART_LINE_DOWN "chart-line-up" CHART_LINE_UP "chart-pie" CHART_PIE "chart-pie-slice" CHART_PIE_SLICE "chart-polar" CHART_POLAR
    "chart-scatter" CHART_SCATTER "chat" CHAT "chat-centered" CHAT_CENTERED "chat-centered-dots" CHAT_CENTERED_DOTS "chat-centered-slash" CHAT_CENTERED_SLASH
    "chat-centered-text" CHAT_CENTERED_TEXT "chat-circle" CHAT_CIRCLE "chat-circle-dots" CHAT_CIRCLE_DOTS "chat-circle-slash" CHAT_CIRCLE_SLASH
    "chat-circle-text" CHAT_CIRCLE_TEXT "chat-dots" CHAT_DOTS "chat-slash" CHAT_SLASH "chat-teardrop" CHAT_TEARDROP "chat-teardrop-dots" CHAT_TEARDROP_DOTS
    "chat-teardrop-slash" CHAT_TEARDROP_SLASH "chat-teardrop-text" CHAT_TEARDROP_TEXT "chat-text" CHAT_TEXT "chats" CHATS "chats-circle" CHATS_CIRCLE
    "chats-teardrop" CHATS_TEARDROP "check" CHECK "check-circle" CHECK_CIRCLE "check-fat" CHECK_FAT "check-square" CHECK_SQUARE "check-square-offset" CHECK_SQUARE_OFFSET
    "checkerboard" CHECKERBOARD "checks" CHECKS "cheers" CHEERS "cheese" CHEESE "chef-hat" CHEF_HAT "cherries" CHERRIES "church" CHURCH "cigarette" CIGARETTE
    "cigarette-slash" CIGARETTE_SLASH "circle" CIRCLE "circle-dashed" CIRCLE_DASHED "circle-half" CIRCLE_HALF "circle-half-tilt" CIRCLE_HALF_TILT
    "circle-notch" CIRCLE_NOTCH "circles-four" CIRCLES_FOUR "circles-three" CIRCLES_THREE "circles-three-plus" CIRCLES_THREE_PLUS "circuitry" CIRCUITRY "city" CITY
    "clipboard" CLIPBOARD "clipboard-text" CLIPBOARD_TEXT "clock" CLOCK "clock-afternoon" CLOCK_AFTERNOON "clock-clockwise" CLOCK_CLOCKWISE
    "clock-countdown" CLOCK_COUNTDOWN "clock-counter-clockwise" CLOCK_COUNTER_CLOCKWISE "clock-user" CLOCK_USER "closed-captioning" CLOSED_CAPTIONING "cloud" CLOUD
    "cloud-arrow-down" CLOUD_ARROW_DOWN "cloud-arrow-up" CLOUD_ARROW_UP "cloud-check" CLOUD_CHECK "cloud-fog" CLOUD_FOG "cloud-lightning" CLOUD_LIGHTNING
    "cloud-moon" CLOUD_MOON "cloud-rain" CLOUD_RAIN "cloud-slash" CLOUD_SLASH "cloud-snow" CLOUD_SNOW "cloud-sun" CLOUD_SUN "cloud-warning" CLOUD_WARNING
    "cloud-x" CLOUD_X "clover" CLOVER "club" CLUB "coat-hanger" COAT_HANGER "coda-logo" CODA_LOGO "code" CODE "code-block" CODE_BLOCK "code-simple" CODE_SIMPLE
    "codepen-logo" CODEPEN_LOGO "codesandbox-logo" CODESANDBOX_LOGO "coffee" COFFEE "coffee-bean" COFFEE_BEAN "coin" COIN "coin-vertical" COIN_VERTICAL "coins" COINS
    "columns" COLUMNS "columns-plus-left" COLUMNS_PLUS_LEFT "columns-plus-right" COLUMNS_PLUS_RIGHT "command" COMMAND "compass" COMPASS "compass-rose" COMPASS_ROSE
    "compass-tool" COMPASS_TOOL "computer-tower" COMPUTER_TOWER "confetti" CONFETTI "contactless-payment" CONTACTLESS_PAYMENT "control" CONTROL "cookie" COOKIE
    "cooking-pot" COOKING_POT "copy" COPY "copy-simple" COPY_SIMPLE "copyleft" COPYLEFT "copyright" COPYRIGHT "corners-in" CORNERS_IN "corners-out" CORNERS_OUT
    "couch" COUCH "court-basketball" COURT_BASKETBALL "cow" COW "cowboy-hat" COWBOY_HAT "cpu" CPU "crane" CRANE "crane-tower" CRANE_TOWER "credit-card" CREDIT_CARD
    "cricket" CRICKET "crop" CROP "cross" CROSS "crosshair" CROSSHAIR "crosshair-simple" CROSSHAIR_SIMPLE "crown" CROWN "crown-cross" CROWN_CROSS
    "crown-simple" CROWN_SIMPLE "cube" CUBE "cube-focus" CUBE_FOCUS "cube-transparent" CUBE_TRANSPARENT "currency-btc" CURRENCY_BTC
    "currency-circle-dollar" CURRENCY_CIRCLE_DOLLAR "currency-cny" CURRENCY_CNY "currency-dollar" CURRENCY_DOLLAR "currency-dollar-simple" CURRENCY_DOLLAR_SIMPLE
    "currency-eth" CURRENCY_ETH "currency-eur" CURRENCY_EUR "currency-gbp" CURRENCY_GBP "currency-inr" CURRENCY_INR "currency-jpy" CURRENCY_JPY
    "currency-krw" CURRENCY_KRW "currency-kzt" CURRENCY_KZT "currency-ngn" CURRENCY_NGN "currency-rub" CURRENCY_RUB "cursor" CURSOR "cursor-click" CURSOR_CLICK
    "cursor-text" CURSOR_TEXT "cylinder" CYLINDER "database" DATABASE "desk" DESK "desktop" DESKTOP "desktop-tower" DESKTOP_TOWER "detective" DETECTIVE
    "dev-to-logo" DEV_TO_LOGO "device-mobile" DEVICE_MOBILE "device-mobile-camera" DEVICE_MOBILE_CAMERA "device-mobile-slash" DEVICE_MOBILE_SLASH
    "device-mobile-speaker" DEVICE_MOBILE_SPEAKER "device-rotate" DEVICE_ROTATE "device-tablet" DEVICE_TABLET "device-tablet-camera" DEVICE_TABLET_CAMERA
    "device-tablet-speaker" DEVICE_TABLET_SPEAKER "devices" DEVICES "diamond" DIAMOND "diamonds-four" DIAMONDS_FOUR "dice-five" DICE_FIVE "dice-four" DICE_FOUR
    "dice-one" DICE_ONE "dice-six" DICE_SIX "dice-three" DICE_THREE "dice-two" DICE_TWO "disc" DISC "disco-ball" DISCO_BALL "discord-logo" DISCORD_LOGO "divide" DIVIDE
    "dna" DNA "dog" DOG "door" DOOR "door-open" DOOR_OPEN "dot" DOT "dot-outline" DOT_OUTLINE "dots-nine" DOTS_NINE "dots-six" DOTS_SIX
    "dots-six-vertical" DOTS_SIX_VERTICAL "dots-three" DOTS_THREE "dots-three-circle" DOTS_THREE_CIRCLE "dots-three-circle-vertical" DOTS_THREE_CIRCLE_VERTICAL
    "dots-three-outline" DOTS_THREE_OUTLINE "dots-three-outline-vertical" DOTS_THREE_OUTLINE_VERTICAL "dots-three-vertical" DOTS_THREE_VERTICAL "download" DOWNLOAD
    "download-simple" DOWNLOAD_SIMPLE "dress" DRESS "dresser" DRESSER "dribbble-logo" DRIBBBLE_LOGO "drone" DRONE "drop" DROP "drop-half" DROP_HALF
    "drop-half-bottom" DROP_HALF_BOTTOM "drop-simple" DROP_SIMPLE "drop-slash" DROP_SLASH "dropbox-logo" DROPBOX_LOGO "ear" EAR "ear-slash" EAR_SLASH "egg" EGG
    "egg-crack" EGG_CRACK "eject" EJECT "eject-simple" EJECT_SIMPLE "elevator" ELEVATOR "empty" EMPTY "engine" ENGINE "envelope" ENVELOPE "envelope-open" ENVELOPE_OPEN
    "envelope-simple" ENVELOPE_SIMPLE "envelope-simple-open" ENVELOPE_SIMPLE_OPEN "equalizer" EQUALIZER "equals" EQUALS "eraser" ERASER "escalator-down" ESCALATOR_DOWN
    "escalator-up" ESCALATOR_UP "exam" EXAM "exclamation-mark" EXCLAMATION_MARK "exclude" EXCLUDE "exclude-square" EXCLUDE_SQUARE "export" EXPORT "eye" EYE
    "eye-closed" EYE_CLOSED "eye-slash" EYE_SLASH "eyedropper" EYEDROPPER "eyedropper-sample" EYEDROPPER_SAMPLE "eyeglasses" EYEGLASSES "eyes" EYES "face-mask" FACE_MASK
    "facebook-logo" FACEBOOK_LOGO "factory" FACTORY "faders" FADERS "faders-horizontal" FADERS_HORIZONTAL "fallout-shelter" FALLOUT_SHELTER "fan" FAN "farm" FARM
    "fast-forward" FAST_FORWARD "fast-forward-circle" FAST_FORWARD_CIRCLE "feather" FEATHER "fediverse-logo" FEDIVERSE_LOGO "figma-logo" FIGMA_LOGO "file" FILE
    "file-archive" FILE_ARCHIVE "file-arrow-down" FILE_ARROW_DOWN "file-arrow-up" FILE_ARROW_UP "file-audio" FILE_AUDIO "file-c" FILE_C "file-c-sharp" FILE_C_SHARP
    "file-cloud" FILE_CLOUD "file-code" FILE_CODE "file-cpp" FILE_CPP "file-css" FILE_CSS "file-csv" FILE_CSV "file-dashed" FILE_DASHED "file-doc" FILE_DOC
    "file-html" FILE_HTML "file-image" FILE_IMAGE "file-ini" FILE_INI "file-jpg" FILE_JPG "file-js" FILE_JS "file-jsx" FILE_JSX "file-lock" FILE_LOCK
    "file-magnifying-glass" FILE_MAGNIFYING_GLASS "file-md" FILE_MD "file-minus" FILE_MINUS "file-pdf" FILE_PDF "file-plus" FILE_PLUS "file-png" FILE_PNG
    "file-ppt" FILE_PPT "file-py" FILE_PY "file-rs" FILE_RS "file-sql" FILE_SQL "file-svg" FILE_SVG "file-text" FILE_TEXT "file-ts" FILE_TS "file-tsx" FILE_TSX
    "file-txt" FILE_TXT "file-video" FILE_VIDEO "file-vue" FILE_VUE "file-x" FILE_X "file-xls" FILE_XLS "file-zip" FILE_ZIP "files" FILES "film-reel" FILM_REEL
    "film-script" FILM_SCRIPT "film-slate" FILM_SLATE "film-strip" FILM_STRIP "fingerprint" FINGERPRINT "fingerprint-simple" FINGERPRINT_SIMPLE
    "finn-the-human" FINN_THE_HUMAN "fire" FIRE "fire-extinguisher" FIRE_EXTINGUISHER "fire-simple" FIRE_SIMPLE "fire-truck" FIRE_TRUCK "first-aid" FIRST_AID
    "first-aid-kit" FIRST_AID_KIT "fish" FISH "fish-simple" FISH_SIMPLE "flag" FLAG "flag-banner" FLAG_BANNER "flag-banner-fold" FLAG_BANNER_FOLD
    "flag-checkered" FLAG_CHECKERED "flag-pennant" FLAG_PENNANT "flame" FLAME "flashlight" FLASHLIGHT "flask" FLASK "flip-horizontal" FLIP_HORIZONTAL
    "flip-vertical" FLIP_VERTICAL "floppy-disk" FLOPPY_DISK "floppy-disk-back" FLOPPY_DISK_BACK "flow-arrow" FLOW_ARROW "flower" FLOWER "flower-lotus" FLOWER_LOTUS
    "flower-tulip" FLOWER_TULIP "flying-saucer" FLYING_SAUCER "folder" FOLDER "folder-dashed" FOLDER_DASHED "folder-lock" FOLDER_LOCK "folder-minus" FOLDER_MINUS
    "folder-open" FOLDER_OPEN "folder-plus" FOLDER_PLUS "folder-simple" FOLDER_SIMPLE "folder-simple-dashed" FOLDER_SIMPLE_DASHED "folder-simple-lock" FOLDER_SIMPLE_LOCK
    "folder-simple-minus" FOLDER_SIMPLE_MINUS "folder-simple-plus" FOLDER_SIMPLE_PLUS "folder-simple-star" FOLDER_SIMPLE_STAR "folder-simple-user" FOLDER_SIMPLE_USER
    "folder-star" FOLDER_STAR "folder-user" FOLDER_USER "folders" FOLDERS "football" FOOTBALL "football-helmet" FOOTBALL_HELMET "footprints" FOOTPRINTS
    "fork-knife" FORK_KNIFE "four-k" FOUR_K "frame-corners" FRAME_CORNERS "framer-logo" FRAMER_LOGO "function" FUNCTION "funnel" FUNNEL "funnel-simple" FUNNEL_SIMPLE
    "funnel-simple-x" FUNNEL_SIMPLE_X "funnel-x" FUNNEL_X "game-controller" GAME_CONTROLLER "garage" GARAGE "gas-can" GAS_CAN "gas-pump" GAS_PUMP "gauge" GAUGE
    "gavel" GAVEL "gear" GEAR "gear-fine" GEAR_FINE "gear-six" GEAR_SIX "gender-female" GENDER_FEMALE "gender-intersex" GENDER_INTERSEX "gender-male" GENDER_MALE
    "gender-neuter" GENDER_NEUTER "gender-nonbinary" GENDER_NONBINARY "gender-transgender" GENDER_TRANSGENDER "ghost" GHOST "gif" GIF "gift" GIFT "git-branch" GIT_BRANCH
    "git-commit" GIT_COMMIT "git-diff" GIT_DIFF "git-fork" GIT_FORK "git-merge" GIT_MERGE "git-pull-request" GIT_PULL_REQUEST "github-logo" GITHUB_LOGO
    "gitlab-logo" GITLAB_LOGO "gitlab-logo-simple" GITLAB_LOGO_SIMPLE "globe" GLOBE "globe-hemisphere-east" GLOBE_HEMISPHERE_EAST
    "globe-hemisphere-west" GLOBE_HEMISPHERE_WEST "globe-simple" GLOBE_SIMPLE "globe-simple-x" GLOBE_SIMPLE_X "globe-stand" GLOBE_STAND "globe-x" GLOBE_X
    "goggles" GOGGLES "golf" GOLF "goodreads-logo" GOODREADS_LOGO "google-cardboard-logo" GOOGLE_CARDBOARD_LOGO "google-chrome-logo" GOOGLE_CHROME_LOGO
    "google-drive-logo" GOOGLE_DRIVE_LOGO "google-logo" GOOGLE_LOGO "google-photos-logo" GOOGLE_PHOTOS_LOGO "google-play-logo" GOOGLE_PLAY_LOGO
    "google-podcasts-logo" GOOGLE_PODCASTS_LOGO "gps" GPS "gps-fix" GPS_FIX "gps-slash" GPS_SLASH "gradient" GRADIENT "graduation-cap" GRADUATION_CAP "grains" GRAINS
    "grains-slash" GRAINS_SLASH "graph" GRAPH "graphics-card" GRAPHICS_CARD "greater-than" GREATER_THAN "greater-than-or-equal" GREATER_THAN_OR_EQUAL
    "grid-four" GRID_FOUR "grid-nine" GRID_NINE "guitar" GUITAR "hair-dryer" HAIR_DRYER "hamburger" HAMBURGER "hammer" HAMMER "hand" HAND
    "hand-arrow-down" HAND_ARROW_DOWN "hand-arrow-up" HAND_ARROW_UP "hand-coins" HAND_COINS "hand-deposit" HAND_DEPOSIT "hand-eye" HAND_EYE "hand-fist" HAND_FIST
    "hand-grabbing" HAND_GRABBING "hand-heart" HAND_HEART "hand-palm" HAND_PALM "hand-peace" HAND_PEACE "hand-pointing" HAND_POINTING "hand-soap" HAND_SOAP
    "hand-swipe-left" HAND_SWIPE_LEFT "hand-swipe-right" HAND_SWIPE_RIGHT "hand-tap" HAND_TAP "hand-waving" HAND_WAVING "hand-withdraw" HAND_WITHDRAW "handbag" HANDBAG
    "handbag-simple" HANDBAG_SIMPLE "hands-clapping" HANDS_CLAPPING "hands-praying" HANDS_PRAYING "handshake" HANDSHAKE "hard-drive" HARD_DRIVE "hard-drives" HARD_DRIVES
    "hard-hat" HARD_HAT "hash" HASH "hash-straight" HASH_STRAIGHT "head-circuit" HEAD_CIRCUIT "headlights" HEADLIGHTS "headphones" HEADPHONES "headset" HEADSET
    "heart" HEART "heart-break" HEART_BREAK "heart-half" HEART_HALF "heart-straight" HEART_STRAIGHT "heart-straight-break" HEART_STRAIGHT_BREAK "heartbeat" HEARTBEAT
    "hexagon" HEXAGON "high-definition" HIGH_DEFINITION "high-heel" HIGH_HEEL "highlighter" HIGHLIGHTER "highlighter-circle" HIGHLIGHTER_CIRCLE "hockey" HOCKEY
    "hoodie" HOODIE "horse" HORSE "hospital" HOSPITAL "hourglass" HOURGLASS "hourglass-high" HOURGLASS_HIGH "hourglass-low" HOURGLASS_LOW
    "hourglass-medium" HOURGLASS_MEDIUM "hourglass-simple" HOURGLASS_SIMPLE "hourglass-simple-high" HOURGLASS_SIMPLE_HIGH "hourglass-simple-low" HOURGLASS_SIMPLE_LOW
    "hourglass-simple-medium" HOURGLASS_SIMPLE_MEDIUM "house" HOUSE "house-line" HOUSE_LINE "house-simple" HOUSE_SIMPLE "hurricane" HURRICANE "ice-cream" ICE_CREAM
    "identification-badge" IDENTIFICATION_BADGE "identification-card" IDENTIFICATION_CARD "image" IMAGE "image-broken" IMAGE_BROKEN "image-square" IMAGE_SQUARE
    "images" IMAGES "images-square" IMAGES_SQUARE "infinity" INFINITY "info" INFO "instagram-logo" INSTAGRAM_LOGO "intersect" INTERSECT
    "intersect-square" INTERSECT_SQUARE "intersect-three" INTERSECT_THREE "intersection" INTERSECTION "invoice" INVOICE "island" ISLAND "jar" JAR "jar-label" JAR_LABEL
    "jeep" JEEP "joystick" JOYSTICK "kanban" KANBAN "key" KEY "key-return" KEY_RETURN "keyboard" KEYBOARD "keyhole" KEYHOLE "knife" KNIFE "ladder" LADDER
    "ladder-simple" LADDER_SIMPLE "lamp" LAMP "lamp-pendant" LAMP_PENDANT "laptop" LAPTOP "lasso" LASSO "lastfm-logo" LASTFM_LOGO "layout" LAYOUT "leaf" LEAF
    "lectern" LECTERN "lego" LEGO "lego-smiley" LEGO_SMILEY "less-than" LESS_THAN "less-than-or-equal" LESS_THAN_OR_EQUAL "letter-circle-h" LETTER_CIRCLE_H
    "letter-circle-p" LETTER_CIRCLE_P "letter-circle-v" LETTER_CIRCLE_V "lifebuoy" LIFEBUOY "lightbulb" LIGHTBULB "lightbulb-filament" LIGHTBULB_FILAMENT
    "lighthouse" LIGHTHOUSE "lightning" LIGHTNING "lightning-a" LIGHTNING_A "lightning-slash" LIGHTNING_SLASH "line-segment" LINE_SEGMENT "line-segments" LINE_SEGMENTS
    "line-vertical" LINE_VERTICAL "link" LINK "link-break" LINK_BREAK "link-simple" LINK_SIMPLE "link-simple-break" LINK_SIMPLE_BREAK
    "link-simple-horizontal" LINK_SIMPLE_HORIZONTAL "link-simple-horizontal-break" LINK_SIMPLE_HORIZONTAL_BREAK "linkedin-logo" LINKEDIN_LOGO
    "linktree-logo" LINKTREE_LOGO "linux-logo" LINUX_LOGO "list" LIST "list-bullets" LIST_BULLETS "list-checks" LIST_CHECKS "list-dashes" LIST_DASHES
    "list-heart" LIST_HEART "list-magnifying-glass" LIST_MAGNIFYING_GLASS "list-numbers" LIST_NUMBERS "list-plus" LIST_PLUS "list-star" LIST_STAR "lock" LOCK
    "lock-key" LOCK_KEY "lock-key-open" LOCK_KEY_OPEN "lock-laminated" LOCK_LAMINATED "lock-laminated-open" LOCK_LAMINATED_OPEN "lock-open" LOCK_OPEN
    "lock-simple" LOCK_SIMPLE "lock-simple-open" LOCK_SIMPLE_OPEN "lockers" LOCKERS "log" LOG "magic-wand" MAGIC_WAND "magnet" MAGNET "magnet-straight" MAGNET_STRAIGHT
    "magnifying-glass" MAGNIFYING_GLASS "magnifying-glass-minus" MAGNIFYING_GLASS_MINUS "magnifying-glass-plus" MAGNIFYING_GLASS_PLUS "mailbox" MAILBOX "map-pin" MAP_PIN
    "map-pin-area" MAP_PIN_AREA "map-pin-line" MAP_PIN_LINE "map-pin-plus" MAP_PIN_PLUS "map-pin-simple" MAP_PIN_SIMPLE "map-pin-simple-area" MAP_PIN_SIMPLE_AREA
    "map-pin-simple-line" MAP_PIN_SIMPLE_LINE "map-trifold" MAP_TRIFOLD "markdown-logo" MARKDOWN_LOGO "marker-circle" MARKER_CIRCLE "martini" MARTINI
    "mask-happy" MASK_HAPPY "mask-sad" MASK_SAD "mastodon-logo" MASTODON_LOGO "math-operations" MATH_OPERATIONS "matrix-logo" MATRIX_LOGO "medal" MEDAL
    "medal-military" MEDAL_MILITARY "medium-logo" MEDIUM_LOGO "megaphone" MEGAPHONE "megaphone-simple" MEGAPHONE_SIMPLE "member-of" MEMBER_OF "memory" MEMORY
    "messenger-logo" MESSENGER_LOGO "meta-logo" META_LOGO "meteor" METEOR "metronome" METRONOME "microphone" MICROPHONE "microphone-slash" MICROPHONE_SLASH
    "microphone-stage" MICROPHONE_STAGE "microscope" MICROSCOPE "microsoft-excel-logo" MICROSOFT_EXCEL_LOGO "microsoft-outlook-logo" MICROSOFT_OUTLOOK_LOGO
    "microsoft-powerpoint-logo" MICROSOFT_POWERPOINT_LOGO "microsoft-teams-logo" MICROSOFT_TEAMS_LOGO "microsoft-word-logo" MICROSOFT_WORD_LOGO "minus" MINUS
    "minus-circle" MINUS_CIRCLE "minus-square" MINUS_SQUARE "money" MONEY "money-wavy" MONEY_WAVY "monitor" MONITOR "monitor-arrow-up" MONITOR_ARROW_UP
    "monitor-play" MONITOR_PLAY "moon" MOON "moon-stars" MOON_STARS "moped" MOPED "moped-front" MOPED_FRONT "mosque" MOSQUE "motorcycle" MOTORCYCLE "mountains" MOUNTAINS
    "mouse" MOUSE "mouse-left-click" MOUSE_LEFT_CLICK "mouse-middle-click" MOUSE_MIDDLE_CLICK "mouse-right-click" MOUSE_RIGHT_CLICK "mouse-scroll" MOUSE_SCROLL
    "mouse-simple" MOUSE_SIMPLE "music-note" MUSIC_NOTE "music-note-simple" MUSIC_NOTE_SIMPLE "music-notes" MUSIC_NOTES "music-notes-minus" MUSIC_NOTES_MINUS
    "music-notes-plus" MUSIC_NOTES_PLUS "music-notes-simple" MUSIC_NOTES_SIMPLE "navigation-arrow" NAVIGATION_ARROW "needle" NEEDLE "network" NETWORK
    "network-slash" NETWORK_SLASH "network-x" NETWORK_X "newspaper" NEWSPAPER "newspaper-clipping" NEWSPAPER_CLIPPING "not-equals" NOT_EQUALS
    "not-member-of" NOT_MEMBER_OF "not-subset-of" NOT_SUBSET_OF "not-superset-of" NOT_SUPERSET_OF "notches" NOTCHES "note" NOTE "note-blank" NOTE_BLANK
    "note-pencil" NOTE_PENCIL "notebook" NOTEBOOK "notepad" NOTEPAD "notification" NOTIFICATION "notion-logo" NOTION_LOGO "nuclear-plant" NUCLEAR_PLANT
    "number-circle-eight" NUMBER_CIRCLE_EIGHT "number-circle-five" NUMBER_CIRCLE_FIVE "number-circle-four" NUMBER_CIRCLE_FOUR "number-circle-nine" NUMBER_CIRCLE_NINE
    "number-circle-one" NUMBER_CIRCLE_ONE "number-circle-seven" NUMBER_CIRCLE_SEVEN "number-circle-six" NUMBER_CIRCLE_SIX "number-circle-three" NUMBER_CIRCLE_THREE
    "number-circle-two" NUMBER_CIRCLE_TWO "number-circle-zero" NUMBER_CIRCLE_ZERO "number-eight" NUMBER_EIGHT "number-five" NUMBER_FIVE "number-four" NUMBER_FOUR
    "number-nine" NUMBER_NINE "number-one" NUMBER_ONE "number-seven" NUMBER_SEVEN "number-six" NUMBER_SIX "number-square-eight" NUMBER_SQUARE_EIGHT
    "number-square-five" NUMBER_SQUARE_FIVE "number-square-four" NUMBER_SQUARE_FOUR "number-square-nine" NUMBER_SQUARE_NINE "number-square-one" NUMBER_SQUARE_ONE
    "number-square-seven" NUMBER_SQUARE_SEVEN "number-square-six" NUMBER_SQUARE_SIX "number-square-three" NUMBER_SQUARE_THREE "number-square-two" NUMBER_SQUARE_TWO
    "number-square-zero" NUMBER_SQUARE_ZERO "number-three" NUMBER_THREE "number-two" NUMBER_TWO "number-zero" NUMBER_ZERO "numpad" NUMPAD "nut" NUT
    "ny-times-logo" NY_TIMES_LOGO "octagon" OCTAGON "office-chair" OFFICE_CHAIR "onigiri" ONIGIRI "open-ai-logo" OPEN_AI_LOGO "option" OPTION "orange" ORANGE
    "orange-slice" ORANGE_SLICE "oven" OVEN "package" PACKAGE "paint-brush" PAINT_BRUSH "paint-brush-broad" PAINT_BRUSH_BROAD
    "paint-brush-household" PAINT_BRUSH_HOUSEHOLD "paint-bucket" PAINT_BUCKET "paint-roller" PAINT_ROLLER "palette" PALETTE "panorama" PANORAMA "pants" PANTS
    "paper-plane" PAPER_PLANE "paper-plane-right" PAPER_PLANE_RIGHT "paper-plane-tilt" PAPER_PLANE_TILT "paperclip" PAPERCLIP "paperclip-horizontal" PAPERCLIP_HORIZONTAL
    "parachute" PARACHUTE "paragraph" PARAGRAPH "parallelogram" PARALLELOGRAM "park" PARK "password" PASSWORD "path" PATH "patreon-logo" PATREON_LOGO "pause" PAUSE
    "pause-circle" PAUSE_CIRCLE "paw-print" PAW_PRINT "paypal-logo" PAYPAL_LOGO "peace" PEACE "pen" PEN "pen-nib" PEN_NIB "pen-nib-straight" PEN_NIB_STRAIGHT
    "pencil" PENCIL "pencil-circle" PENCIL_CIRCLE "pencil-line" PENCIL_LINE "pencil-ruler" PENCIL_RULER "pencil-simple" PENCIL_SIMPLE
    "pencil-simple-line" PENCIL_SIMPLE_LINE "pencil-simple-slash" PENCIL_SIMPLE_SLASH "pencil-slash" PENCIL_SLASH "pentagon" PENTAGON "pentagram" PENTAGRAM
    "pepper" PEPPER "percent" PERCENT "person" PERSON "person-arms-spread" PERSON_ARMS_SPREAD "person-simple" PERSON_SIMPLE "person-simple-bike" PERSON_SIMPLE_BIKE
    "person-simple-circle" PERSON_SIMPLE_CIRCLE "person-simple-hike" PERSON_SIMPLE_HIKE "person-simple-run" PERSON_SIMPLE_RUN "person-simple-ski" PERSON_SIMPLE_SKI
    "person-simple-snowboard" PERSON_SIMPLE_SNOWBOARD "person-simple-swim" PERSON_SIMPLE_SWIM "person-simple-tai-chi" PERSON_SIMPLE_TAI_CHI
    "person-simple-throw" PERSON_SIMPLE_THROW "person-simple-walk" PERSON_SIMPLE_WALK "perspective" PERSPECTIVE "phone" PHONE "phone-call" PHONE_CALL
    "phone-disconnect" PHONE_DISCONNECT "phone-incoming" PHONE_INCOMING "phone-list" PHONE_LIST "phone-outgoing" PHONE_OUTGOING "phone-pause" PHONE_PAUSE
    "phone-plus" PHONE_PLUS "phone-slash" PHONE_SLASH "phone-transfer" PHONE_TRANSFER "phone-x" PHONE_X "phosphor-logo" PHOSPHOR_LOGO "pi" PI "piano-keys" PIANO_KEYS
    "picnic-table" PICNIC_TABLE "picture-in-picture" PICTURE_IN_PICTURE "piggy-bank" PIGGY_BANK "pill" PILL "ping-pong" PING_PONG "pint-glass" PINT_GLASS
    "pinterest-logo" PINTEREST_LOGO "pinwheel" PINWHEEL "pipe" PIPE "pipe-wrench" PIPE_WRENCH "pix-logo" PIX_LOGO "pizza" PIZZA "placeholder" PLACEHOLDER "planet" PLANET
    "plant" PLANT "play" PLAY "play-circle" PLAY_CIRCLE "play-pause" PLAY_PAUSE "playlist" PLAYLIST "plug" PLUG "plug-charging" PLUG_CHARGING "plugs" PLUGS
    "plugs-connected" PLUGS_CONNECTED "plus" PLUS "plus-circle" PLUS_CIRCLE "plus-minus" PLUS_MINUS "plus-square" PLUS_SQUARE "poker-chip" POKER_CHIP
    "police-car" POLICE_CAR "polygon" POLYGON "popcorn" POPCORN "popsicle" POPSICLE "potted-plant" POTTED_PLANT "power" POWER "prescription" PRESCRIPTION
    "presentation" PRESENTATION "presentation-chart" PRESENTATION_CHART "printer" PRINTER "prohibit" PROHIBIT "prohibit-inset" PROHIBIT_INSET
    "projector-screen" PROJECTOR_SCREEN "projector-screen-chart" PROJECTOR_SCREEN_CHART "pulse" PULSE "push-pin" PUSH_PIN "push-pin-simple" PUSH_PIN_SIMPLE
    "push-pin-simple-slash" PUSH_PIN_SIMPLE_SLASH "push-pin-slash" PUSH_PIN_SLASH "puzzle-piece" PUZZLE_PIECE "qr-code" QR_CODE "question" QUESTION
    "question-mark" QUESTION_MARK "queue" QUEUE "quotes" QUOTES "rabbit" RABBIT "racquet" RACQUET "radical" RADICAL "radio" RADIO "radio-button" RADIO_BUTTON
    "radioactive" RADIOACTIVE "rainbow" RAINBOW "rainbow-cloud" RAINBOW_CLOUD "ranking" RANKING "read-cv-logo" READ_CV_LOGO "receipt" RECEIPT "receipt-x" RECEIPT_X
    "record" RECORD "rectangle" RECTANGLE "rectangle-dashed" RECTANGLE_DASHED "recycle" RECYCLE "reddit-logo" REDDIT_LOGO "repeat" REPEAT "repeat-once" REPEAT_ONCE
    "replit-logo" REPLIT_LOGO "resize" RESIZE "rewind" REWIND "rewind-circle" REWIND_CIRCLE "road-horizon" ROAD_HORIZON "robot" ROBOT "rocket" ROCKET
    "rocket-launch" ROCKET_LAUNCH "rows" ROWS "rows-plus-bottom" ROWS_PLUS_BOTTOM "rows-plus-top" ROWS_PLUS_TOP "rss" RSS "rss-simple" RSS_SIMPLE "rug" RUG "ruler" RULER
    "sailboat" SAILBOAT "scales" SCALES "scan" SCAN "scan-smiley" SCAN_SMILEY "scissors" SCISSORS "scooter" SCOOTER "screencast" SCREENCAST "screwdriver" SCREWDRIVER
    "scribble" SCRIBBLE "scribble-loop" SCRIBBLE_LOOP "scroll" SCROLL "seal" SEAL "seal-check" SEAL_CHECK "seal-percent" SEAL_PERCENT "seal-question" SEAL_QUESTION
    "seal-warning" SEAL_WARNING "seat" SEAT "seatbelt" SEATBELT "security-camera" SECURITY_CAMERA "selection" SELECTION "selection-all" SELECTION_ALL
    "selection-background" SELECTION_BACKGROUND "selection-foreground" SELECTION_FOREGROUND "selection-inverse" SELECTION_INVERSE "selection-plus" SELECTION_PLUS
    "selection-slash" SELECTION_SLASH "shapes" SHAPES "share" SHARE "share-fat" SHARE_FAT "share-network" SHARE_NETWORK "shield" SHIELD "shield-check" SHIELD_CHECK
    "shield-checkered" SHIELD_CHECKERED "shield-chevron" SHIELD_CHEVRON "shield-plus" SHIELD_PLUS "shield-slash" SHIELD_SLASH "shield-star" SHIELD_STAR
    "shield-warning" SHIELD_WARNING "shipping-container" SHIPPING_CONTAINER "shirt-folded" SHIRT_FOLDED "shooting-star" SHOOTING_STAR "shopping-bag" SHOPPING_BAG
    "shopping-bag-open" SHOPPING_BAG_OPEN "shopping-cart" SHOPPING_CART "shopping-cart-simple" SHOPPING_CART_SIMPLE "shovel" SHOVEL "shower" SHOWER "shrimp" SHRIMP
    "shuffle" SHUFFLE "shuffle-angular" SHUFFLE_ANGULAR "shuffle-simple" SHUFFLE_SIMPLE "sidebar" SIDEBAR "sidebar-simple" SIDEBAR_SIMPLE "sigma" SIGMA "sign-in" SIGN_IN
    "sign-out" SIGN_OUT "signature" SIGNATURE "signpost" SIGNPOST "sim-card" SIM_CARD "siren" SIREN "sketch-logo" SKETCH_LOGO "skip-back" SKIP_BACK
    "skip-back-circle" SKIP_BACK_CIRCLE "skip-forward" SKIP_FORWARD "skip-forward-circle" SKIP_FORWARD_CIRCLE "skull" SKULL "skype-logo" SKYPE_LOGO
    "slack-logo" SLACK_LOGO "sliders" SLIDERS "sliders-horizontal" SLIDERS_HORIZONTAL "slideshow" SLIDESHOW "smiley" SMILEY "smiley-angry" SMILEY_ANGRY
    "smiley-blank" SMILEY_BLANK "smiley-meh" SMILEY_MEH "smiley-melting" SMILEY_MELTING "smiley-nervous" SMILEY_NERVOUS "smiley-sad" SMILEY_SAD
    "smiley-sticker" SMILEY_STICKER "smiley-wink" SMILEY_WINK "smiley-x-eyes" SMILEY_X_EYES "snapchat-logo" SNAPCHAT_LOGO "sneaker" SNEAKER "sneaker-move" SNEAKER_MOVE
    "snowflake" SNOWFLAKE "soccer-ball" SOCCER_BALL "sock" SOCK "solar-panel" SOLAR_PANEL "solar-roof" SOLAR_ROOF "sort-ascending" SORT_ASCENDING
    "sort-descending" SORT_DESCENDING "soundcloud-logo" SOUNDCLOUD_LOGO "spade" SPADE "sparkle" SPARKLE "speaker-hifi" SPEAKER_HIFI "speaker-high" SPEAKER_HIGH
    "speaker-low" SPEAKER_LOW "speaker-none" SPEAKER_NONE "speaker-simple-high" SPEAKER_SIMPLE_HIGH "speaker-simple-low" SPEAKER_SIMPLE_LOW
    "speaker-simple-none" SPEAKER_SIMPLE_NONE "speaker-simple-slash" SPEAKER_SIMPLE_SLASH "speaker-simple-x" SPEAKER_SIMPLE_X "speaker-slash" SPEAKER_SLASH
    "speaker-x" SPEAKER_X "speedometer" SPEEDOMETER "sphere" SPHERE "spinner" SPINNER "spinner-ball" SPINNER_BALL "spinner-gap" SPINNER_GAP "spiral" SPIRAL
    "split-horizontal" SPLIT_HORIZONTAL "split-vertical" SPLIT_VERTICAL "spotify-logo" SPOTIFY_LOGO "spray-bottle" SPRAY_BOTTLE "square" SQUARE "square-half" SQUARE_HALF
    "square-half-bottom" SQUARE_HALF_BOTTOM "square-logo" SQUARE_LOGO "square-split-horizontal" SQUARE_SPLIT_HORIZONTAL "square-split-vertical" SQUARE_SPLIT_VERTICAL
    "squares-four" SQUARES_FOUR "stack" STACK "stack-minus" STACK_MINUS "stack-overflow-logo" STACK_OVERFLOW_LOGO "stack-plus" STACK_PLUS "stack-simple" STACK_SIMPLE
    "stairs" STAIRS "stamp" STAMP "standard-definition" STANDARD_DEFINITION "star" STAR "star-and-crescent" STAR_AND_CRESCENT "star-four" STAR_FOUR "star-half" STAR_HALF
    "star-of-david" STAR_OF_DAVID "steam-logo" STEAM_LOGO "steering-wheel" STEERING_WHEEL "steps" STEPS "stethoscope" STETHOSCOPE "sticker" STICKER "stool" STOOL
    "stop" STOP "stop-circle" STOP_CIRCLE "storefront" STOREFRONT "strategy" STRATEGY "stripe-logo" STRIPE_LOGO "student" STUDENT "subset-of" SUBSET_OF
    "subset-proper-of" SUBSET_PROPER_OF "subtitles" SUBTITLES "subtitles-slash" SUBTITLES_SLASH "subtract" SUBTRACT "subtract-square" SUBTRACT_SQUARE "subway" SUBWAY
    "suitcase" SUITCASE "suitcase-rolling" SUITCASE_ROLLING "suitcase-simple" SUITCASE_SIMPLE "sun" SUN "sun-dim" SUN_DIM "sun-horizon" SUN_HORIZON
    "sunglasses" SUNGLASSES "superset-of" SUPERSET_OF "superset-proper-of" SUPERSET_PROPER_OF "swap" SWAP "swatches" SWATCHES "swimming-pool" SWIMMING_POOL "sword" SWORD
    "synagogue" SYNAGOGUE "syringe" SYRINGE "t-shirt" T_SHIRT "table" TABLE "tabs" TABS "tag" TAG "tag-chevron" TAG_CHEVRON "tag-simple" TAG_SIMPLE "target" TARGET
    "taxi" TAXI "tea-bag" TEA_BAG "telegram-logo" TELEGRAM_LOGO "television" TELEVISION "television-simple" TELEVISION_SIMPLE "tennis-ball" TENNIS_BALL "tent" TENT
    "terminal" TERMINAL "terminal-window" TERMINAL_WINDOW "test-tube" TEST_TUBE "text-a-underline" TEXT_A_UNDERLINE "text-aa" TEXT_AA
    "text-align-center" TEXT_ALIGN_CENTER "text-align-justify" TEXT_ALIGN_JUSTIFY "text-align-left" TEXT_ALIGN_LEFT "text-align-right" TEXT_ALIGN_RIGHT "text-b" TEXT_B
    "text-columns" TEXT_COLUMNS "text-h" TEXT_H "text-h-five" TEXT_H_FIVE "text-h-four" TEXT_H_FOUR "text-h-one" TEXT_H_ONE "text-h-six" TEXT_H_SIX
    "text-h-three" TEXT_H_THREE "text-h-two" TEXT_H_TWO "text-indent" TEXT_INDENT "text-italic" TEXT_ITALIC "text-outdent" TEXT_OUTDENT
    "text-strikethrough" TEXT_STRIKETHROUGH "text-subscript" TEXT_SUBSCRIPT "text-superscript" TEXT_SUPERSCRIPT "text-t" TEXT_T "text-t-slash" TEXT_T_SLASH
    "text-underline" TEXT_UNDERLINE "textbox" TEXTBOX "thermometer" THERMOMETER "thermometer-cold" THERMOMETER_COLD "thermometer-hot" THERMOMETER_HOT
    "thermometer-simple" THERMOMETER_SIMPLE "threads-logo" THREADS_LOGO "three-d" THREE_D "thumbs-down" THUMBS_DOWN "thumbs-up" THUMBS_UP "ticket" TICKET
    "tidal-logo" TIDAL_LOGO "tiktok-logo" TIKTOK_LOGO "tilde" TILDE "timer" TIMER "tip-jar" TIP_JAR "tipi" TIPI "tire" TIRE "toggle-left" TOGGLE_LEFT
    "toggle-right" TOGGLE_RIGHT "toilet" TOILET "toilet-paper" TOILET_PAPER "toolbox" TOOLBOX "tooth" TOOTH "tornado" TORNADO "tote" TOTE "tote-simple" TOTE_SIMPLE
    "towel" TOWEL "tractor" TRACTOR "trademark" TRADEMARK "trademark-registered" TRADEMARK_REGISTERED "traffic-cone" TRAFFIC_CONE "traffic-sign" TRAFFIC_SIGN
    "traffic-signal" TRAFFIC_SIGNAL "train" TRAIN "train-regional" TRAIN_REGIONAL "train-simple" TRAIN_SIMPLE "tram" TRAM "translate" TRANSLATE "trash" TRASH
    "trash-simple" TRASH_SIMPLE "tray" TRAY "tray-arrow-down" TRAY_ARROW_DOWN "tray-arrow-up" TRAY_ARROW_UP "treasure-chest" TREASURE_CHEST "tree" TREE
    "tree-evergreen" TREE_EVERGREEN "tree-palm" TREE_PALM "tree-structure" TREE_STRUCTURE "tree-view" TREE_VIEW "trend-down" TREND_DOWN "trend-up" TREND_UP
    "triangle" TRIANGLE "triangle-dashed" TRIANGLE_DASHED "trolley" TROLLEY "trolley-suitcase" TROLLEY_SUITCASE "trophy" TROPHY "truck" TRUCK
    "truck-trailer" TRUCK_TRAILER "tumblr-logo" TUMBLR_LOGO "twitch-logo" TWITCH_LOGO "twitter-logo" TWITTER_LOGO "umbrella" UMBRELLA "umbrella-simple" UMBRELLA_SIMPLE
    "union" UNION "unite" UNITE "unite-square" UNITE_SQUARE "upload" UPLOAD "upload-simple" UPLOAD_SIMPLE "usb" USB "user" USER "user-check" USER_CHECK
    "user-circle" USER_CIRCLE "user-circle-check" USER_CIRCLE_CHECK "user-circle-dashed" USER_CIRCLE_DASHED "user-circle-gear" USER_CIRCLE_GEAR
    "user-circle-minus" USER_CIRCLE_MINUS "user-circle-plus" USER_CIRCLE_PLUS "user-focus" USER_FOCUS "user-gear" USER_GEAR "user-list" USER_LIST "user-minus" USER_MINUS
    "user-plus" USER_PLUS "user-rectangle" USER_RECTANGLE "user-sound" USER_SOUND "user-square" USER_SQUARE "user-switch" USER_SWITCH "users" USERS
    "users-four" USERS_FOUR "users-three" USERS_THREE "van" VAN "vault" VAULT "vector-three" VECTOR_THREE "vector-two" VECTOR_TWO "vibrate" VIBRATE "video" VIDEO
    "video-camera" VIDEO_CAMERA "video-camera-slash" VIDEO_CAMERA_SLASH "video-conference" VIDEO_CONFERENCE "vignette" VIGNETTE "vinyl-record" VINYL_RECORD
    "virtual-reality" VIRTUAL_REALITY "virus" VIRUS "visor" VISOR "voicemail" VOICEMAIL "volleyball" VOLLEYBALL "wall" WALL "wallet" WALLET "warehouse" WAREHOUSE
    "warning" WARNING "warning-circle" WARNING_CIRCLE "warning-diamond" WARNING_DIAMOND "warning-octagon" WARNING_OCTAGON "washing-machine" WASHING_MACHINE "watch" WATCH
    "wave-sawtooth" WAVE_SAWTOOTH "wave-sine" WAVE_SINE "wave-square" WAVE_SQUARE "wave-triangle" WAVE_TRIANGLE "waveform" WAVEFORM "waveform-slash" WAVEFORM_SLASH
    "waves" WAVES "webcam" WEBCAM "webcam-slash" WEBCAM_SLASH "webhooks-logo" WEBHOOKS_LOGO "wechat-logo" WECHAT_LOGO "whatsapp-logo" WHATSAPP_LOGO
    "wheelchair" WHEELCHAIR "wheelchair-motion" WHEELCHAIR_MOTION "wifi-high" WIFI_HIGH "wifi-low" WIFI_LOW "wifi-medium" WIFI_MEDIUM "wifi-none" WIFI_NONE
    "wifi-slash" WIFI_SLASH "wifi-x" WIFI_X "wind" WIND "windmill" WINDMILL "windows-logo" WINDOWS_LOGO "wine" WINE "wrench" WRENCH "x" X "x-circle" X_CIRCLE
    "x-logo" X_LOGO "x-square" X_SQUARE "yarn" YARN "yin-yang" YIN_YANG "youtube-logo" YOUTUBE_LOGO
}
