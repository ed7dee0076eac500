# Stands in for Homebrew, which is not to be had here: it reads a formula, and installs what was unpacked for it. The words are
# those that the formula uses; any other is a NoMethodError.
require 'fileutils'
require 'pathname'

class Pathname
  def install(*sources)
    mkpath
    sources.flatten.each { |source| FileUtils.cp_r(source, self) }
  end

  def write_env_script(target, env)
    dirname.mkpath
    exports = env.map { |name, value| "#{name}=\"#{value}\"" }.join(' ')
    write("#!/bin/bash\n#{exports} exec \"#{target}\" \"$@\"\n")
    chmod(0o755)
  end
end

class Formula
  Opt = Struct.new(:opt_bin)
  FIELDS = %i[desc homepage url sha256 license].freeze
  @told = {}
  class << self
    attr_reader :told

    def inherited(formula)
      super
      formula.instance_variable_set(:@told, { depends_on: [] })
    end

    FIELDS.each { |name| define_method(name) { |value| @told[name] = value } }

    def depends_on(name)
      @told[:depends_on] << name
    end

    def test(&block)
      @told[:test] = block
    end

    # Another formula, by its name: the Node that is on PATH.
    def [](_name)
      Opt.new(ENV.fetch('PATH').split(':').find { |folder| File.executable?(File.join(folder, 'node')) })
    end
  end

  def initialize(prefix)
    @prefix = Pathname(prefix)
  end

  def bin
    @prefix + 'bin'
  end

  def libexec
    @prefix + 'libexec'
  end

  def version
    self.class.told[:url][/helm-drift-npm-(\d[^\/]*)\.tgz\z/, 1]
  end

  def shell_output(command)
    `#{command}`.tap { raise "#{command} failed" unless $?.success? }
  end

  def assert_match(wanted, text)
    raise "#{text.inspect} is not #{wanted}" unless text.include?(wanted)
  end
end

formula, unpacked, prefix = ARGV
load formula
told = HelmDrift.told
missing = Formula::FIELDS.reject { |name| told[name].to_s != '' }
abort "the formula does not say #{missing.join(', ')}" unless missing.empty?
# What `brew audit` looks for first.
abort 'the description is too long, ends with a stop or names the formula' if told[:desc].length > 80 || told[:desc] =~ /\.\z|\A(an?|the) /i
Dir.chdir(unpacked) { HelmDrift.new(prefix).install }
HelmDrift.new(prefix).instance_exec(&told[:test])
puts told[:sha256], told[:depends_on]
