#!/usr/bin/env bash
# Everything a person or a CI job does with this repository. ./build.sh help tells how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly SAMPLE=shakespeare
readonly CUDA_TESTS=tests/Cuda/Modelwright.Cuda.Tests.csproj
readonly FUZZ=tests/Fuzz/Modelwright.Fuzz.csproj
readonly MUTATION=tests/Mutation/Modelwright.Mutation.csproj
readonly MUTATION_WORKER=tests/Mutation.Worker/Modelwright.Mutation.Worker.csproj
# Runs of tests beside each other: one leaves a core idle half of the time.
readonly JOBS=${MODELWRIGHT_TEST_JOBS:-$(( $(nproc) < 4 ? $(nproc) : 4 ))}
readonly BENCHMARKS=tests/Benchmarks/Modelwright.Benchmarks.csproj
readonly GPU=tests/Gpu/Modelwright.Gpu.csproj
readonly DRIVER_FOLDERS=(/usr/share/vulkan/icd.d /usr/local/share/vulkan/icd.d /etc/vulkan/icd.d)
readonly LAYER_FOLDERS=(/usr/share/vulkan/explicit_layer.d /usr/local/share/vulkan/explicit_layer.d /etc/vulkan/explicit_layer.d)
readonly LIBRARY_FOLDERS=(/usr/lib /usr/lib64 /usr/local/lib /lib)

# Builds end with the command: no compiler or build node stays behind.
export MSBUILDDISABLENODEREUSE=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1

usage() {
    cat <<'TEXT'
Usage: ./build.sh <command>

  test [--filter <expression>] [--format]
                   build everything and run the tests; the last line counts them.
                   --filter: only tests that match (as in dotnet test).
                   --format, or CI=true: the sources must be formatted as well.
                   Projects are tested beside each other; MODELWRIGHT_TEST_JOBS says how many (the cores, 4 at most).
  test-cuda        run the TorchSharp tests on the first CUDA device: wants an NVIDIA card, its driver, and a
                   package feed that has TorchSharp-cuda-linux (6 GB).
  fuzz [--seconds <n>] [--target <name>]
                   feed readers of files with changed files, each target for <n> seconds (default 300); tests do it for 3.
                   --target: Header, ShardIndex, GenerationConfig, Tokenizer, ChatTemplateOfATokenizerConfig, Binding or Compiling.
  mutate kernels | code <project> [--only <part of a file's path>] [<args>]
                   break the product in small ways, one at a time, and list what no test notices; hours, for before a release.
                   kernels: GLSL. code: the C# of IR, Backends, Core or Templates, by the changes of Stryker.NET; --resume goes
                   on where a run was ended. Try: ./build.sh mutate --help
  sample [shakespeare | captions | classify | finetune | chat] [<args>]
                   run a sample, the first where none is named, with <args> for the sample itself.
                   shakespeare: continues a play; try: ./build.sh sample --help
                   captions: says what is in pictures; try: ./build.sh sample captions samples/Captions/examples/shape0.png
                   classify: labels the lines of a file; try: ./build.sh sample classify samples/Classify/examples/lines.txt
                   finetune: teaches a language model to classify, in a minute on the CPU, and saves it
                   chat: talks in the terminal; with --model <folder> the class is compiled from that folder's config.json
  bench [<args>]   run the benchmarks, with <args> for them
  gpu [--mesa <folder>] [<args>]
                   compile every kernel of the published configs with Mesa's drivers for cards that are not there, and
                   write registers, spills, occupancy and code to docs/gpu/mesa-<version>.md; --help lists the arguments.
                   --mesa: a Mesa that is unpacked beside the system's, for families that this one does not know.
  build            build everything
  api              write down the public members of the libraries (PublicAPI.Unshipped.txt beside each project); git diff shows what changed
  pack [--version <version>] [--output <folder>]
                   make the NuGet packages, in artifacts/packages unless told otherwise, for .NET 8 and .NET 10.
                   --version: instead of the one that git's tags give (v1.2.3)
  help             this text

Needs the .NET SDK that global.json names; a sample on the CPU, which is its default, needs nothing else. Programs and
drivers that tests, benchmarks and samples with --backend vulkan or torch need are Debian packages, installed by apt-get
where they are missing. Tests run on the CPU's Vulkan driver (lavapipe) unless VK_ICD_FILENAMES is set.
TEXT
}

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "error: $*"
    exit 1
}

# ---- what the machine must have

require_dotnet() {
    command -v dotnet > /dev/null || fail "the program 'dotnet' is missing. Install the .NET SDK that global.json names."
    dotnet --version > /dev/null 2>&1 || fail "no .NET SDK here fits global.json. Install the one it names."
}

# The first file with this name (a pattern) in the folders given after it; nothing when there is none.
first_file() {
    local name=$1 folder
    shift
    for folder in "$@"; do
        if [[ -d $folder ]]; then
            find "$folder" -maxdepth 2 -name "$name" -print -quit
        fi
    done | head -n 1
}

# Debian packages that are missing, one a line. $1: 'test' asks for the tests' tools too.
missing_packages() {
    command -v glslc > /dev/null || echo glslc
    [[ -n $(first_file 'libvulkan.so.1' "${LIBRARY_FOLDERS[@]}") ]] || echo libvulkan1
    if [[ $1 == test ]]; then
        command -v spirv-val > /dev/null || echo spirv-tools
        # The page of 'inspect --html' is opened in it.
        command -v chromium > /dev/null || command -v google-chrome > /dev/null || echo chromium
        command -v ffmpeg > /dev/null || echo ffmpeg
        # The linker that NativeAOT calls.
        command -v clang > /dev/null || command -v gcc > /dev/null || echo gcc
        [[ -f /usr/include/stdio.h ]] || echo libc6-dev
        # The CPU's driver, and AMD's, whose compiler needs no card.
        [[ -n $(first_file 'lvp_icd*.json' "${DRIVER_FOLDERS[@]}") && -n $(first_file 'radeon_icd*.json' "${DRIVER_FOLDERS[@]}") ]] || echo mesa-vulkan-drivers
        [[ -n $(first_file 'VkLayer_khronos_validation.json' "${LAYER_FOLDERS[@]}") ]] || echo vulkan-validationlayers
    else
        [[ -n $(first_file '*.json' "${DRIVER_FOLDERS[@]}") ]] || echo mesa-vulkan-drivers
    fi
}

require_packages() {
    local missing as_root=()
    mapfile -t missing < <(missing_packages "$1")
    if (( ${#missing[@]} == 0 )); then
        return
    fi

    command -v apt-get > /dev/null \
        || fail "missing: ${missing[*]} (the names of the Debian packages). There is no apt-get here: install them your way."
    if (( EUID != 0 )); then
        command -v sudo > /dev/null || fail "missing: ${missing[*]}. Run as root: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi

    say "Installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# ---- commands

build_all() {
    dotnet build Compiler.sln -m:2 -nodeReuse:false --verbosity quiet "$@"
}

check_format() {
    say "Checking the format of the sources"
    dotnet format Compiler.sln --verify-no-changes --no-restore
}

# Vulkan on the CPU and its compiled shaders kept; no program that shows differences.
test_environment() {
    local driver
    driver=$(first_file 'lvp_icd*.json' "${DRIVER_FOLDERS[@]}")
    export VK_ICD_FILENAMES=${VK_ICD_FILENAMES:-$driver}
    export VK_DRIVER_FILES=$VK_ICD_FILENAMES
    export DiffEngine_Disabled=true
    export MESA_SHADER_CACHE_DIR=${MESA_SHADER_CACHE_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/modelwright/mesa}
    mkdir -p "$MESA_SHADER_CACHE_DIR"
}

# The sum of one counter (passed, failed ...) over the result files in a folder.
sum_of() {
    local counter=$1 folder=$2
    find "$folder" -name '*.trx' -exec grep -ho '<Counters [^>]*' {} + \
        | sed -n "s/.* $counter=\"\([0-9]*\)\".*/\1/p" \
        | awk '{ sum += $1 } END { print sum + 0 }'
}

# One run of a project's tests; what it says is shown as a whole when it ends.
# $1: a name; $2: the project; $3: the filter; $4: the vector width that the CPU's driver is told, if any.
test_project() {
    local name=$1 project=$2 filter=$3 width=${4:-} log=$RESULTS/$1.log result=0 arguments=()
    [[ -z $filter ]] || arguments=(--filter "$filter")
    if [[ -n $width ]]; then
        # The driver's shader cache does not know the width, so each has a folder of its own.
        export LP_NATIVE_VECTOR_WIDTH=$width MESA_SHADER_CACHE_DIR=$MESA_SHADER_CACHE_DIR-$width
    fi
    dotnet test "$project" --no-build "${arguments[@]}" --results-directory "$RESULTS" \
        --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" > "$log" 2>&1 || result=1
    [[ $result == 0 ]] || touch "$RESULTS/$name.failed"
    printf '== %s\n%s\n' "$name" "$(< "$log")"
}

# What still runs beside the command when it ends. Nothing does as a rule, and the command's own exit code stays.
stop_jobs() {
    local running
    running=$(jobs -rp)
    [[ -z $running ]] || kill $running 2> /dev/null || true
}

# "$@" beside what runs already, as soon as there are fewer than $JOBS.
in_parallel() {
    while (( $(jobs -rp | wc -l) >= JOBS )); do
        wait -n || true
    done
    "$@" &
}

# All tests, the long runs first: projects, then kernels and whole models once more with subgroups of 4 and of 16 invocations, for which the CPU's
# driver takes its vector width from the environment. $1: a filter of the caller's.
test_all() {
    local filter=${1:-} project name width usual=Subgroups!=Other others='Subgroups=Any|Subgroups=Other'
    if [[ -n $filter ]]; then
        usual="($filter)&($usual)"
        others="($filter)&($others)"
    fi
    for project in tests/{Conformance,Package,Samples}.Tests/*.csproj; do
        in_parallel test_project "$(basename "$project" .csproj)" "$project" "$usual"
    done
    for project in Conformance Backends; do
        for width in 128 512; do
            name=Modelwright.$project.Tests
            in_parallel test_project "$name-subgroups-of-$((width / 32))" "tests/$project.Tests/$name.csproj" "$others" "$width"
        done
    done
    for project in tests/*.Tests/*.csproj tests/Fuzz/*.csproj samples/SnapshotTesting/*.csproj; do
        [[ $project =~ /(Conformance|Package|Samples).Tests/ ]] \
            || in_parallel test_project "$(basename "$project" .csproj)" "$project" "$usual"
    done
    wait
    # Without a filter of the caller's, a run that matches nothing is a broken trait. A project in which it finds nothing writes no results and is no failure.
    for name in $([[ -n $filter ]] || echo Modelwright.{Conformance,Backends}.Tests-subgroups-of-{4,16}); do
        [[ -f $RESULTS/$name.trx ]] || touch "$RESULTS/$name.failed"
    done
}

format_job() {
    check_format > "$RESULTS/format.log" 2>&1 || touch "$RESULTS/format.failed"
    cat "$RESULTS/format.log"
}

run_tests() {
    local format=${CI:-false} filter= broken=() passed failed
    while (( $# > 0 )); do
        case $1 in
            --filter) [[ $# -ge 2 ]] || fail "--filter wants an expression"; filter=$2; shift 2 ;;
            --format) format=true; shift ;;
            *) fail "test does not know '$1'; see ./build.sh help" ;;
        esac
    done

    require_dotnet
    require_packages test
    build_all
    test_environment
    RESULTS=$(mktemp -d)
    trap 'stop_jobs; rm -rf "$RESULTS"' EXIT
    [[ $format != true ]] || in_parallel format_job
    test_all "$filter"

    passed=$(sum_of passed "$RESULTS")
    failed=$(sum_of failed "$RESULTS")
    mapfile -t broken < <(cd "$RESULTS" && find . -name '*.failed' | sed 's|^\./||; s|\.failed$||' | sort)
    (( ${#broken[@]} == 0 )) || say "Failed: ${broken[*]}"
    (( passed + failed > 0 )) || say "No test matches."
    printf '%s passed, %s failed\n' "$passed" "$failed"
    (( ${#broken[@]} == 0 && passed > 0 ))
}

test_cuda() {
    require_dotnet
    command -v nvidia-smi > /dev/null || fail "there is no nvidia-smi: these tests want an NVIDIA card and its driver."
    dotnet test "$CUDA_TESTS" -nodeReuse:false "$@"
}

# The packages of all projects that are packable, with their symbols.
pack_all() {
    local version=() output=artifacts/packages
    while (( $# > 0 )); do
        case $1 in
            --version) [[ $# -ge 2 ]] || fail "--version wants a version"; version=("-p:MinVerVersionOverride=$2"); shift 2 ;;
            --output) [[ $# -ge 2 ]] || fail "--output wants a folder"; output=$2; shift 2 ;;
            *) fail "pack does not know '$1'; see ./build.sh help" ;;
        esac
    done

    require_dotnet
    dotnet msbuild eng/packing/Packages.proj "-t:Restore;Pack" "-p:PackageOutputPath=$(realpath -m "$output")" "${version[@]}" -m:2 -nodeReuse:false -verbosity:quiet
    ls "$output" >&2
}

# The public members of each library that its analyzer finds, beside those that PublicAPI.Shipped.txt has.
list_api() {
    local lists list sarif
    mapfile -t lists < <(git ls-files '*/PublicAPI.Unshipped.txt')
    require_dotnet
    for list in "${lists[@]}"; do
        printf '#nullable enable\n' > "$list"
    done

    dotnet restore Compiler.sln --verbosity quiet
    dotnet msbuild eng/packing/Packages.proj -t:ListPublicApi -p:Configuration=Debug -m:2 -nodeReuse:false -verbosity:quiet -consoleLoggerParameters:ErrorsOnly
    for list in "${lists[@]}"; do
        sarif=$(dirname "$list")/obj/api.sarif
        sed -n 's/^ *"APIName": "\(.*\)",\{0,1\}$/\1/p' "$sarif" | sed 's/\\\(["\\/]\)/\1/g' | LC_ALL=C sort -u >> "$list"
    done

    git --no-pager diff --stat -- "${lists[@]}" >&2
}

# Each target of tests/Fuzz for as long as is asked for.
run_mutation() {
    require_dotnet
    require_packages test
    test_environment
    dotnet tool restore --verbosity quiet
    dotnet build "$MUTATION" -m:2 -nodeReuse:false --verbosity quiet
    dotnet build "$MUTATION_WORKER" -m:2 -nodeReuse:false --verbosity quiet
    [[ ${1:-} != kernels ]] || dotnet build tests/Backends.Tests/Modelwright.Backends.Tests.csproj -m:2 -nodeReuse:false --verbosity quiet
    dotnet run --project "$MUTATION" --no-build -- "$@"
}

run_fuzz() {
    local seconds=300 filter=()
    while (( $# > 0 )); do
        case $1 in
            --seconds) [[ ${2:-} =~ ^[1-9][0-9]*$ ]] || fail "--seconds wants a number from 1 up"; seconds=$2; shift 2 ;;
            --target) [[ -n ${2:-} ]] || fail "--target wants a name"; filter=(--filter "Name=$2"); shift 2 ;;
            *) fail "fuzz does not know '$1'; see ./build.sh help" ;;
        esac
    done

    require_dotnet
    dotnet build "$FUZZ" -c Release -m:2 -nodeReuse:false --verbosity quiet
    # A target that does not exist must not pass for one without findings.
    MODELWRIGHT_FUZZ_SECONDS=$seconds dotnet test "$FUZZ" -c Release --no-build "${filter[@]}" \
        --logger "console;verbosity=normal" -- RunConfiguration.TreatNoTestsAsError=true
}

# Builds a program with everything that is said about it on stderr, then runs it: stdout is the program's own.
# BUILD_PROPERTIES: what the build is told besides.
run_program() {
    local project=$1
    shift
    [[ -f $project ]] || fail "there is no $project"
    require_dotnet
    dotnet build "$project" -c Release -m:2 -nodeReuse:false --verbosity quiet ${BUILD_PROPERTIES[@]+"${BUILD_PROPERTIES[@]}"} >&2
    dotnet run --project "$project" -c Release --no-build --no-launch-profile -- "$@"
}

# Whether a sample's arguments ask for a backend that needs packages: samples compute on the CPU unless told otherwise, which needs none.
sample_needs_packages() {
    local backend
    [[ " $* " != *' --list-devices '* ]] || return 0
    for backend in "$(value_of --backend "$@")" "$(value_of --check-with "$@")"; do
        [[ ${backend:-cpu} == cpu || $backend == auto ]] || return 0
    done
    return 1
}

# The value of an option among arguments, --name value, --name=value or --name:value; nothing where it is not there.
value_of() {
    local name=$1 value= previous= argument
    shift
    for argument in "$@"; do
        [[ $previous != "$name" ]] || value=$argument
        [[ $argument != "$name"[=:]* ]] || value=${argument#"$name"?}
        previous=$argument
    done
    printf '%s' "$value"
}

# The chat is compiled for the model that it is asked to talk with.
build_chat_for() {
    local folder
    folder=$(value_of --model "$@")
    [[ -n $folder ]] || return 0
    [[ -f $folder/config.json ]] || fail "there is no config.json in '$folder': the chat's class is compiled from it."
    BUILD_PROPERTIES=("-p:ChatModelFolder=$(realpath "$folder")")
}

# The sample that the first argument names, or the first one.
run_sample() {
    local name=${1:-}
    case $name in
        shakespeare | captions | classify | finetune | chat) shift ;;
        *) name=$SAMPLE ;;
    esac
    [[ $name != chat ]] || build_chat_for "$@"
    ! sample_needs_packages "$@" || require_packages run
    run_program "samples/${name^}/${name^}.csproj" "$@"
}

verb=${1:-help}
(( $# == 0 )) || shift
case $verb in
    test) run_tests "$@" ;;
    test-cuda) test_cuda "$@" ;;
    sample) run_sample "$@" ;;
    fuzz) run_fuzz "$@" ;;
    mutate) run_mutation "$@" ;;
    gpu) require_packages run && run_program "$GPU" "$@" ;;
    bench) require_packages run && run_program "$BENCHMARKS" "$@" ;;
    build) require_dotnet && build_all "$@" ;;
    pack) pack_all "$@" ;;
    api) list_api ;;
    help | --help | -h) usage ;;
    *) usage >&2; fail "there is no command '$verb'" ;;
esac
